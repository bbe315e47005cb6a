import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { toPlain } from '../../documents/tree'
import type { Facts } from '../../facts'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { refusedIn } from '../support/driver-capabilities'
import { fixesOf, originOf, placeBeside, placeOf, setVariable, variableOf } from '../support/environment-variable'
import { mayHaveGpu } from '../support/gpu-access'
import { imageOf, programOf } from '../support/gpu-image'
import { needsNoCuda } from '../support/no-cuda-service'

const NAME = 'NVIDIA_DRIVER_CAPABILITIES'

export default defineRule({
  meta: {
    id: 'compose/driver-caps-env-missing-compute',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['NVIDIA_DRIVER_CAPABILITIES'],
    summary: 'NVIDIA_DRIVER_CAPABILITIES must hold compute where CUDA is used, and utility where nvidia-smi is called.',
    why: 'The variable replaces the value of the image; what it leaves out of the driver is not mounted.',
    messages: {
      unknown:
        'NVIDIA_DRIVER_CAPABILITIES={value} names "{word}", which the NVIDIA container toolkit does not know: its hook stops the start of the service {service} with "unsupported capabilities found". Write {right}.',
      compute:
        'NVIDIA_DRIVER_CAPABILITIES={value} leaves out "compute", so CUDA is not mounted (libcuda.so.1) and the service {service} finds no usable GPU, although nvidia-smi may work. Write {right}.',
      utility:
        'NVIDIA_DRIVER_CAPABILITIES={value} leaves out "utility", so nvidia-smi and NVML are not mounted, and the service {service} calls nvidia-smi. Write {right}.',
    },
    sources: [
      'NVIDIA toolkit docs, driver capabilities',
      'AbdBarho/stable-diffusion-webui-docker#348',
      'docker/compose#8583',
      'NVIDIA/nvidia-container-toolkit cmd/nvidia-container-runtime-hook/container_config.go (getDriverCapabilities)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Speaks only where the image, its build or the command tell of CUDA, and a GPU is asked for. Silent for desktops, transcoders and monitoring, for an empty value (utility,compute) and where the device request lists driver capabilities, which replace the variable.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const variable = variableOf(service, NAME)
      if (!variable || requestDecides(service, context.facts) || !seesGpu(service)) continue
      yield* unknownWord(service, variable, context.facts)
      const words = wordsOf(variable, context.facts)
      if (!words) continue
      const missing = missingIn(service, words, context)
      if (missing.length > 0) yield* report(service, variable, words, missing)
    }
  },
})

/** The capabilities; undefined where they are not known, or include one that no toolkit knows. */
function wordsOf({ value }: EnvironmentVariable, facts: Facts): readonly string[] | undefined {
  const words = value?.split(',').map((word) => word.trim()) ?? []
  const known = words.every((word) => facts.composeGpu().driverCapabilities.includes(word))
  return known && words.length > 0 && !words.includes('all') ? words : undefined
}

function* unknownWord(service: Service, variable: EnvironmentVariable, facts: Facts): Iterable<Report> {
  const refused = refusedIn(variable.value, facts)
  const at = refused && placeOf(service, variable)
  if (!refused || !at) return
  const data = { value: variable.value ?? '', service: service.name, ...refused }
  const write = variable.interpolated ? undefined : setVariable(variable, refused.right)
  yield { message: 'unknown', data, at, fixes: fixesOf([[`Write ${refused.right}`, write]]), ...originOf(variable) }
}

const requestDecides = ({ requests }: Service, facts: Facts): boolean =>
  requests.some(({ capabilitiesNode, capabilities }) =>
    capabilitiesNode
      ? !capabilities || capabilities.some((word) => facts.composeGpu().capabilities.driver.includes(word))
      : false,
  )

const seesGpu = (service: Service): boolean =>
  mayHaveGpu(service) || Boolean(variableOf(service, 'NVIDIA_VISIBLE_DEVICES')?.value)

function missingIn(service: Service, words: readonly string[], context: RuleContext): readonly string[] {
  const smi = callsSmi(service, context)
  return [
    ...(!words.includes('compute') && usesCuda(service, words, context) ? ['compute'] : []),
    ...(!words.includes('utility') && smi ? ['utility'] : []),
  ]
}

const FRAMEWORK =
  /cuda|cudnn|tensorrt|torch|tensorflow|vllm|triton|whisper|comfyui|diffusion|llama|deepspeed|accelerate|jax|onnx|sglang|huggingface/i

function usesCuda(service: Service, words: readonly string[], context: RuleContext): boolean {
  if (needsNoCuda(context.facts, service, words)) return false
  const image = imageOf(service, context)
  if (image?.known) return image.known.vendor === 'nvidia' && image.known.gpu !== 'cpu-tag'
  return FRAMEWORK.test(`${service.image?.value ?? ''} ${programOf(service, image)}`)
}

function callsSmi(service: Service, context: RuleContext): boolean {
  const health = service.field('healthcheck', 'test')
  const program = programOf(service, imageOf(service, context))
  return /\bnvidia-smi\b/.test(`${program} ${health ? JSON.stringify(toPlain(health)) : ''}`)
}

function* report(
  service: Service,
  variable: EnvironmentVariable,
  words: readonly string[],
  missing: readonly string[],
): Iterable<Report> {
  const place = placeBeside(service, variable, service.requests[0]?.at ?? service.runtime?.node ?? variable.node)
  if (!place) return
  const wanted = new Set(
    ['compute', 'utility', ...words].filter((word) => words.includes(word) || isWanted(word, missing)),
  )
  const right = [...wanted].join(',')
  const data = { value: variable.value ?? '', service: service.name, right }
  const isFixed = variable.interpolated || place.at === service.nameKey
  const fixes = fixesOf([
    [`Write ${right}`, isFixed ? undefined : setVariable(variable, right)],
    ['Write all', isFixed ? undefined : setVariable(variable, 'all')],
  ])
  yield { message: missing.includes('compute') ? 'compute' : 'utility', data, fixes, ...place }
}

/** With compute goes utility, as the CUDA images have both. */
const isWanted = (word: string, missing: readonly string[]): boolean =>
  missing.includes(word) || (word === 'utility' && missing.includes('compute'))
