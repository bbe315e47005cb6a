import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { basename } from '../../documents/workspace'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { placeBeside, removeVariable, variableOf } from '../support/environment-variable'
import { isExtended } from '../support/extended'
import { elsewhereWithGpu, isForCluster, isLayer, mayHaveGpu, mountsDriver } from '../support/gpu-access'
import { NESTED, serviceText } from '../support/host-service'
import { requestFixes } from '../support/request-fix'
import { badVisibleDevices } from '../support/visible-value'

export default defineRule({
  meta: {
    id: 'compose/visible-devices-without-runtime',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['NVIDIA_VISIBLE_DEVICES'],
    summary: 'NVIDIA_VISIBLE_DEVICES works only with the NVIDIA runtime.',
    why: 'The variable is read by the NVIDIA runtime and its hook; runc, the runtime that Docker uses by default, ignores it.',
    messages: {
      ignored:
        'NVIDIA_VISIBLE_DEVICES={value} alone gives the service {service} no GPU: only the NVIDIA runtime reads the variable, and the service neither has runtime: nvidia nor asks for a device. Add runtime: nvidia, or reserve the GPUs under deploy in its place.',
    },
    sources: [
      'NVIDIA toolkit docs "Specialized Configurations with Docker"',
      'NVIDIA/nvidia-docker#766',
      'AbdBarho/stable-diffusion-webui-docker#348',
    ],
    notes: [
      'On a host whose default runtime is nvidia the variable is enough: turn the rule off there. Silent for overlays, for services that others extend or that cannot be read whole, for Swarm and Kubernetes, where the file or the service is named for other GPUs (amd, rocm, intel), and for the values none, void and empty, which ask for no GPU.',
      'NVIDIA_DRIVER_CAPABILITIES alone is no finding.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const variable = variableOf(service, 'NVIDIA_VISIBLE_DEVICES')
      if (!variable?.value || !asksForGpu(variable.value)) continue
      if (service.partial || service.overlay || isExtended(service)) continue
      if (!hasOtherWay(service, context)) yield* report(service, variable, context)
    }
  },
})

const asksForGpu = (value: string): boolean =>
  !/^\s*(?:none|void|)\s*$/i.test(value) && !value.includes('=') && badVisibleDevices(value)?.meant !== 'void'

const CPU_IMAGE = /(?:^|[^a-z])cpu(?:$|[^a-z])/i

const OTHER_VENDOR = /(?:^|[^a-z])(?:amd|amdgpu|rocm|radeon|intel|xpu)(?:$|[^a-z\d])/i

/** A variant for other GPUs, which passes all variables of one `.env` on. */
const isForOthers = ({ name, profiles, document }: Service): boolean =>
  [basename(document.file.path), name, ...profiles].some((text) => OTHER_VENDOR.test(text))

const hasOtherWay = (service: Service, context: RuleContext): boolean =>
  mayHaveGpu(service) ||
  isLayer(service, context) ||
  mountsDriver(service) ||
  isForCluster(service, context) ||
  NESTED.test(serviceText(service)) ||
  CPU_IMAGE.test(service.image?.value ?? '') ||
  isForOthers(service) ||
  elsewhereWithGpu(service, context)

function* report(service: Service, variable: EnvironmentVariable, context: RuleContext): Iterable<Report> {
  const place = placeBeside(service, variable, service.field('image') ?? service.field('build') ?? variable.node)
  if (!place) return
  const data = { value: variable.value ?? '', service: service.name }
  const fixes = repairs(service, variable, context)
  yield { message: 'ignored', data, fixes: place.at === service.nameKey ? fixes.slice(0, 1) : fixes, ...place }
}

function repairs(service: Service, variable: EnvironmentVariable, { target }: RuleContext): readonly RuleFix[] {
  const own = service.node.entry('runtime')
  const runtime: Op = own
    ? { op: 'set', target: own.value, value: 'nvidia' }
    : { op: 'insert', map: service.node, key: 'runtime', value: 'nvidia' }
  const remove = removeVariable(variable)
  const ids = variable.value === 'all' ? undefined : variable.value?.split(',').map((id) => id.trim())
  const instead = remove && !badVisibleDevices(variable.value ?? '') ? requestFixes(service, target, [remove], ids) : []
  return [{ title: 'Add runtime: nvidia', ops: [runtime] }, ...instead.slice(0, 1)]
}
