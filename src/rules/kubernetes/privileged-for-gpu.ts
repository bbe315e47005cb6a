import { parseImage } from '../../documents/images'
import type { PodTemplate } from '../../documents/kubernetes/types'
import { plainText } from '../../documents/plain-text'
import { asMap, asSeq } from '../../documents/tree'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { HOST_TOOL, NESTED } from '../support/host-service'
import { containersOf, hasPatch, NODE_TOOL, type Placed, programIn, titleOf } from '../support/k8s-containers'

export default defineRule({
  meta: {
    id: 'kubernetes/privileged-for-gpu',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['privileged'],
    summary: 'A container that uses a GPU needs no privileges for it.',
    why: 'A privileged container has every device of the node, the GPUs of other pods included.',
    messages: {
      request:
        '{container} asks for {resource} and is privileged too. The limit alone is enough for CUDA; privileged: true also opens every GPU and device of the node, those of other pods too. Delete it, and add capabilities for what else is needed.',
      shortcut:
        '{container} runs {image} with privileged: true and no GPU limit. It sees every GPU of the node, and the scheduler knows nothing of it. Ask for nvidia.com/gpu under limits, and delete privileged.',
    },
    sources: ['skypilot-org/skypilot#3237', 'NVIDIA/gpu-operator#700', 'NVIDIA/k8s-device-plugin#61'],
    notes: [
      'Silent where privileges serve something else: DaemonSets, drivers, plugins, monitoring and profilers, containers that run containers, host namespaces, resource claims, and pods that mount folders of the node such as /dev, /sys or a socket.',
    ],
  },
  *check(document, context) {
    for (const placed of containersOf(document)) {
      const security = asMap(placed.container.node.get('securityContext'))
      const entry = security?.entry('privileged')
      if (!security || entry?.value.source !== 'true' || needsPrivileges(placed)) continue
      const message = messageFor(placed, context)
      const { container } = placed
      const resource = String(container.gpuLimits[0]?.key.value ?? '')
      const data = { container: titleOf(container), resource, image: container.image?.raw ?? '' }
      const fixes: readonly RuleFix[] =
        message === 'request' && !entry.merged && !security.via
          ? [{ title: 'Delete privileged', ops: [{ op: 'remove-entry', map: security, entry }] }]
          : []
      if (message) yield { message, data, at: entry.value, fixes }
    }
  },
})

function messageFor({ container, pod }: Placed, { facts }: RuleContext): 'request' | 'shortcut' | undefined {
  const { gpuLimits, gpuRequests, image } = container
  if (gpuLimits.length > 0) return String(gpuLimits[0]?.key.value).startsWith('nvidia.com/') ? 'request' : undefined
  const reference = image?.value === undefined ? undefined : parseImage(image.value)
  const known = reference && facts.popularImage(reference.fullName, reference.tag)
  const needsGpu = known?.vendor === 'nvidia' && known.gpu === 'required'
  return needsGpu && gpuRequests.length === 0 && !hasPatch(pod) ? 'shortcut' : undefined
}

const HOST_PATH = /^\/(?:dev|sys|proc|lib\/modules|run|var\/run|boot|usr\/src|etc\/udev)(?:\/|$)|\.sock$|^\/$/

function needsPrivileges(placed: Placed): boolean {
  const { resource, pod, container } = placed
  const text = [resource.name, container.name, container.image?.raw, programIn(container)].join(' ')
  return (
    resource.resourceKind === 'DaemonSet' ||
    NODE_TOOL.test(text) ||
    HOST_TOOL.test(text) ||
    NESTED.test(text) ||
    ['hostPID', 'hostIPC', 'hostNetwork', 'resourceClaims'].some((key) => pod.node.has(key)) ||
    mountsHost(pod)
  )
}

const mountsHost = ({ node }: PodTemplate): boolean =>
  (asSeq(node.get('volumes'))?.items ?? []).some((volume) => {
    const host = asMap(volume)?.get('hostPath')
    return host !== undefined && HOST_PATH.test(plainText(asMap(host)?.get('path'))?.value ?? '/')
  })
