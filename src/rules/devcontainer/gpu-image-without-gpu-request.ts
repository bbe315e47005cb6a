import { stageOf } from '../../documents/build-stage'
import type { DevcontainerDocument } from '../../documents/devcontainer/types'
import { parseImage } from '../../documents/images'
import { asMap, asSeq, type Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type RuleContext, type RuleFix, type Severity } from '../../lint/rule'

export default defineRule({
  meta: {
    id: 'devcontainer/gpu-image-without-gpu-request',
    kind: 'devcontainer',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A dev container with a GPU image asks for a GPU.',
    why: 'Docker gives a container a GPU only on request: without one CUDA finds no device.',
    messages: {
      pulled:
        'The image {image} is made for NVIDIA GPUs, but neither hostRequirements.gpu nor runArgs asks for one. Docker gives a container a GPU only on request, so CUDA finds no device. Write "hostRequirements": { "gpu": "optional" }, or put --gpus=all into runArgs.',
      built:
        'The Dockerfile is based on {image}, which is made for NVIDIA GPUs, but neither hostRequirements.gpu nor runArgs asks for one. Docker gives a container a GPU only on request, so CUDA finds no device. Write "hostRequirements": { "gpu": "optional" }, or put --gpus=all into runArgs.',
    },
    sources: [
      'containers.dev/implementors/json_reference "hostRequirements"',
      'triton-inference-server/tensorrtllm_backend#336',
    ],
    notes: [
      'Only a hint for -devel images, which may serve to compile, and for images that run on the CPU too. Silent beside dockerComposeFile, devices, a runtime and privileged, and where runArgs holds a variable.',
    ],
  },
  *check(document, context) {
    if (document.dockerComposeFiles.length > 0 || document.gpu || mayHaveGpu(document)) return
    const found = imageOf(document, context)
    const severity = found && severityOf(found.image, context)
    if (!found || !severity) return
    const { at, image } = found
    yield { message: document.image ? 'pulled' : 'built', data: { image }, at, severity, fixes: ask(document) }
  },
})

const GPU_ARGUMENT = /gpu|nvidia|^--?(?:device|runtime|privileged|volume|v|mount|cdi)|\$|\/dev/i

function mayHaveGpu({ runArgs, root }: DevcontainerDocument): boolean {
  const args = root?.get('runArgs')
  const privileged = root?.get('privileged')
  return (
    (args !== undefined && args.kind !== 'seq') ||
    runArgs.some(({ raw, value }) => value === undefined || GPU_ARGUMENT.test(raw)) ||
    (privileged !== undefined && privileged.source !== 'false') ||
    /NVIDIA_VISIBLE_DEVICES|CUDA_VISIBLE_DEVICES/.test(root?.source ?? '')
  )
}

interface Found {
  readonly image: string
  readonly at: Value
}

/** The image itself, or the base of the stage that it builds; undefined where that is not known. */
function imageOf(
  { image, dockerfile, dockerfilePath, target }: DevcontainerDocument,
  { project }: RuleContext,
): Found | undefined {
  if (image) return image.value === undefined ? undefined : { image: image.value, at: image.node }
  const document = dockerfilePath === undefined ? undefined : project.document(dockerfilePath)
  const stage = document?.kind === 'dockerfile' ? stageOf(document, { target }) : undefined
  return stage?.rootImage === undefined || !dockerfile ? undefined : { image: stage.rootImage, at: dockerfile.node }
}

function severityOf(image: string, { facts, file }: RuleContext): Severity | undefined {
  const reference = parseImage(image)
  const known = reference && facts.popularImage(reference.fullName, reference.tag)
  if (known?.vendor !== 'nvidia' || known.gpu === 'cpu-tag' || /cpu/i.test(`${file.path} ${image}`)) return undefined
  return known.gpu === 'required' && !/-devel\b/.test(image) ? 'warning' : 'info'
}

function ask({ root }: DevcontainerDocument): readonly RuleFix[] {
  if (!root) return []
  const requirements = root.get('hostRequirements')
  const map = asMap(requirements)
  const optional: Op | undefined = map
    ? { op: 'insert', map, key: 'gpu', value: 'optional' }
    : requirements
      ? undefined
      : { op: 'insert', map: root, key: 'hostRequirements', value: { gpu: 'optional' } }
  const seq = asSeq(root.get('runArgs'))
  const always: Op = seq
    ? { op: 'append', seq, value: '--gpus=all' }
    : { op: 'insert', map: root, key: 'runArgs', value: ['--gpus=all'] }
  return [
    ...(optional ? [{ title: 'Ask for a GPU where there is one', ops: [optional] }] : []),
    { title: 'Demand a GPU (--gpus=all)', ops: [always] },
  ]
}
