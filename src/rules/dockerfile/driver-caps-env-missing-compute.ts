import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { defineRule, type RuleContext } from '../../lint/rule'
import { variableOf } from '../support/environment-variable'
import { lastDeclarations, writeFixes } from '../support/last-declaration'
import { packagesOf } from '../support/python-packages'
import { textOf } from '../support/runs'
import { leavesOf } from '../support/stage-leaves'

const NAME = 'NVIDIA_DRIVER_CAPABILITIES'

export default defineRule({
  meta: {
    id: 'dockerfile/driver-caps-env-missing-compute',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary:
      'NVIDIA_DRIVER_CAPABILITIES of an image with a CUDA framework holds compute, and utility where nvidia-smi is called.',
    why: 'The variable replaces the value of the base image; what it leaves out of the driver is not mounted.',
    messages: {
      compute:
        'NVIDIA_DRIVER_CAPABILITIES={value} leaves out "compute", so CUDA is not mounted (libcuda.so.1) and {user} finds no usable GPU, although nvidia-smi may work. Write {right}.',
      utility:
        'NVIDIA_DRIVER_CAPABILITIES={value} leaves out "utility", so nvidia-smi and NVML are not mounted, and {user} calls nvidia-smi. Write {right}.',
    },
    sources: [
      'NVIDIA toolkit docs, driver capabilities',
      'AbdBarho/stable-diffusion-webui-docker#348',
      'docker/compose#8583',
    ],
    notes: [
      'Of compute it speaks only where the image is based on a framework for CUDA or installs one; of utility where its HEALTHCHECK, ENTRYPOINT or CMD calls nvidia-smi. Silent for values from build arguments, and where a compose service that builds the image sets the variable or asks for compute.',
    ],
  },
  *check(document, context) {
    for (const declaration of lastDeclarations(document, NAME)) {
      const { value } = declaration
      const words = value?.expanded ? [] : (value?.value?.split(',').map((word) => word.trim()) ?? [])
      const message = lackOf(words, context)
      if (!value || !message || isSetByService(document, context)) continue
      const stages = leavesOf(document).filter(({ lineage }) => lineage.includes(declaration.instruction))
      const [user] = stages.flatMap(
        (stage) => (message === 'compute' ? frameworkOf(stage, context) : callerOf(stage)) ?? [],
      )
      if (!user) continue
      const right = [...new Set(['compute', 'utility', ...words])].join(',')
      yield {
        message,
        data: { value: value.value ?? '', user, right },
        at: value.span,
        fixes: writeFixes(declaration, right),
      }
    }
  },
})

/** What words that the toolkit knows leave out. An empty value is that of the toolkit: utility,compute. */
function lackOf(words: readonly string[], { facts }: RuleContext): 'compute' | 'utility' | undefined {
  const { driverCapabilities } = facts.composeGpu()
  if (words.length === 0 || words.includes('all') || !words.every((word) => driverCapabilities.includes(word)))
    return undefined
  return (['compute', 'utility'] as const).find((word) => !words.includes(word))
}

/** The instruction that calls nvidia-smi in each container. */
const callerOf = ({ lineage }: Stage): string | undefined =>
  ['HEALTHCHECK', 'ENTRYPOINT', 'CMD'].find((keyword) => {
    const last = lineage.findLast((one) => one.keyword === keyword)
    return last && /\bnvidia-smi\b/.test(textOf(last))
  })

const isSetByService = (document: DockerfileDocument, { project }: RuleContext): boolean =>
  project
    .buildersOf(document)
    .some(
      (service) =>
        service.partial ||
        variableOf(service, NAME) !== undefined ||
        service.requests.some(({ capabilities }) =>
          capabilities?.some((word) => word === 'compute' || word === 'utility'),
        ),
    )

const FRAMEWORK = /^(?:torch|tensorflow(?:-gpu)?|onnxruntime-gpu|vllm|jax|cupy-cuda\d+x?|paddlepaddle-gpu|ctranslate2)$/

/** What of the stage needs CUDA; undefined: nothing that is known. */
function frameworkOf(stage: Stage, context: RuleContext): string | undefined {
  const reference = stage.rootImage === undefined ? undefined : parseImage(stage.rootImage)
  const known = reference && context.facts.popularImage(reference.fullName, reference.tag)
  if (known?.vendor === 'nvidia' && known.framework && known.gpu !== 'cpu-tag') return stage.rootImage
  return packagesOf(stage, context).installed.find(({ requirement }) => FRAMEWORK.test(requirement.name))?.requirement
    .name
}
