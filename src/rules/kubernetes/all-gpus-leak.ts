import { parseImage } from '../../documents/images'
import type { PodTemplate } from '../../documents/kubernetes/types'
import { asMap } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import {
  type ContainerVariable,
  containersOf,
  hasPatch,
  limitsOf,
  NODE_TOOL,
  type Placed,
  titleOf,
  variableIn,
} from '../support/k8s-containers'
import { badVisibleDevices } from '../support/visible-value'

const NAME = 'NVIDIA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'kubernetes/all-gpus-leak',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A pod gets its GPUs from a limit, not from NVIDIA_VISIBLE_DEVICES or from its image.',
    why: 'Where nvidia is the default runtime, the variable of the pod or of the image shows GPUs that the scheduler gave to others.',
    messages: {
      overrides:
        '{container} asks for {limit} and sets NVIDIA_VISIBLE_DEVICES to "{value}". The variable takes the place of what the device plugin allocates: the container may see GPUs of other pods, or be refused. Delete it.',
      unscheduled:
        '{container} sets NVIDIA_VISIBLE_DEVICES to "{value}" and has no GPU limit. Where nvidia is the default runtime it uses GPUs that the scheduler gives to others as well; elsewhere it gets none. Ask for nvidia.com/gpu under limits, and delete the variable.',
      image:
        '{container} runs {image} and has no GPU limit. It may be placed on a node without GPU; where nvidia is the default runtime the image shows it every GPU of the node, those of other pods too. Add nvidia.com/gpu: 1 to its limits, or set NVIDIA_VISIBLE_DEVICES to void where it needs none.',
    },
    covers: ['k8s-all-gpus-leak'],
    sources: [
      'NVIDIA/k8s-device-plugin#87',
      'NVIDIA/k8s-device-plugin#61',
      'NVIDIA/k8s-device-plugin#195',
      'NVIDIA/gpu-operator#421',
      'neutree-ai/neutree#85',
    ],
    notes: [
      'Silent for DaemonSets, privileged containers and host namespaces, and for names that tell of drivers, plugins or monitoring: they need every GPU. Silent beside resource claims and GPU resources of other schedulers.',
      'An image alone is told only where it is made for a GPU (as in the table of images) and no container of the resource asks for one: launchers and heads do without.',
    ],
  },
  *check(document, context) {
    for (const placed of containersOf(document)) {
      if (!needsAllGpus(placed)) yield* ofContainer(placed, context)
    }
  },
})

/** Programs about the node's GPUs, and what is not ruled by the device plugin alone. */
function needsAllGpus({ resource, pod, container }: Placed): boolean {
  const names = [resource.name, container.name, container.image?.raw].join(' ')
  const privileged = container.node.at('securityContext', 'privileged')
  return (
    resource.resourceKind === 'DaemonSet' ||
    NODE_TOOL.test(names) ||
    (privileged !== undefined && privileged.source !== 'false') ||
    ['hostPID', 'resourceClaims', 'schedulerName'].some((key) => pod.node.has(key))
  )
}

function* ofContainer(placed: Placed, context: RuleContext): Iterable<Report> {
  const { container } = placed
  const variable = variableIn(container, NAME)
  const asked = container.gpuLimits[0] ?? container.gpuRequests[0]
  if (variable) yield* ofVariable(placed, variable, asked && String(asked.key.value))
  else if (!container.node.at('resources', 'claims')) yield* ofImage(placed, context)
}

const NOTHING = /^(?:none|void|)$/i

function* ofVariable(
  { container, pod }: Placed,
  variable: ContainerVariable,
  limit: string | undefined,
): Iterable<Report> {
  const { value, item } = variable
  if (value === undefined || NOTHING.test(value) || badVisibleDevices(value)) return
  const data = { container: titleOf(container), value, limit: limit ?? '' }
  const remove: Op = { op: 'remove-item', seq: variable.list, item }
  const at = item.get('value') ?? item
  if (limit?.startsWith('nvidia.com/'))
    yield { message: 'overrides', data, at, fixes: [{ title: `Delete ${NAME}`, ops: [remove] }] }
  if (limit !== undefined || anyLimit(pod) || hasPatch(pod)) return
  yield {
    message: 'unscheduled',
    data,
    at,
    fixes: ask(container.node, 'Ask for a GPU in place of the variable', remove),
  }
}

const anyLimit = ({ containers }: PodTemplate): boolean =>
  containers.some(({ gpuLimits, gpuRequests }) => gpuLimits.length + gpuRequests.length > 0)

function* ofImage({ container, resource }: Placed, { facts }: RuleContext): Iterable<Report> {
  const { image, init } = container
  const reference = image?.value === undefined ? undefined : parseImage(image.value)
  const known = reference && facts.popularImage(reference.fullName, reference.tag)
  if (!image || init || resource.pods.some(anyLimit) || known?.vendor !== 'nvidia' || known.gpu !== 'required') return
  if (/-devel|-sdk$/.test(reference?.tag ?? '') || limitsOf(container)?.tag) return
  const data = { container: titleOf(container), image: image.raw }
  yield { message: 'image', data, at: image.node, fixes: ask(container.node, 'Ask for one GPU') }
}

type ContainerMap = Placed['container']['node']

function ask(node: ContainerMap, title: string, ...also: readonly Op[]): readonly RuleFix[] {
  const insert = insertion(node)
  return insert ? [{ title, ops: [...also, insert] }] : []
}

function insertion(node: ContainerMap): Op | undefined {
  const resources = node.get('resources')
  const limits = asMap(asMap(resources)?.get('limits'))
  const gpu = { 'nvidia.com/gpu': 1 }
  if (!resources) return { op: 'insert', map: node, key: 'resources', value: { limits: gpu } }
  if (limits) return { op: 'insert', map: limits, key: 'nvidia.com/gpu', value: 1 }
  const map = asMap(resources)
  return map && !map.has('limits') ? { op: 'insert', map, key: 'limits', value: gpu } : undefined
}
