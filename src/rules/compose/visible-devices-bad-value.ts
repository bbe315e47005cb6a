import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { defineRule, type Report } from '../../lint/rule'
import { fixesOf, originOf, placeOf, removeVariable, setVariable, variableOf } from '../support/environment-variable'
import { misplacedDevices } from '../support/visible-misplaced'
import { type BadValue, badVisibleDevices, unquoted, visibleMessages } from '../support/visible-value'

const NAME = 'NVIDIA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'compose/visible-devices-bad-value',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['NVIDIA_VISIBLE_DEVICES'],
    summary:
      'NVIDIA_VISIBLE_DEVICES holds all, none, void, or a list of indexes, UUIDs or CDI names, and stands in `environment`.',
    why: 'The NVIDIA runtime compares the value letter by letter: another word is a device that does not exist.',
    messages: {
      quotes:
        'The value {value} of NVIDIA_VISIBLE_DEVICES has quotes in it: Docker Compose keeps the quotes inside a list item, so the NVIDIA runtime looks for a device of that name. Write the value without quotes, or put them around the whole item.',
      ...visibleMessages,
      misplaced:
        'NVIDIA_VISIBLE_DEVICES stands under {place}, where the NVIDIA runtime does not see it: it reads the environment that the container is started with. Move it to environment.',
      command:
        'The command sets NVIDIA_VISIBLE_DEVICES. The NVIDIA runtime reads it before the command starts, so this chooses no GPU. Set it in environment, or set CUDA_VISIBLE_DEVICES here.',
    },
    sources: [
      'NVIDIA toolkit docs "GPU Enumeration" (2026-08)',
      'NVIDIA/nvidia-container-toolkit internal/config/image/cuda_image.go',
      'toolkit release notes 1.18.2',
      'bluek8s/kubedirector#517',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Values from variables without a default are not judged, nor are placeholders. Blanks behind commas are fine: the runtime trims them. An index such as 1 means GPU 1, not one GPU, and is no finding.',
      'Under build.args it is silent where the Dockerfile declares an ARG of that name.',
    ],
  },
  *check({ services }, { project }) {
    for (const service of services) {
      const variable = variableOf(service, NAME)
      const bad = variable?.value === undefined ? undefined : badVisibleDevices(variable.value)
      if (variable && bad) yield* report(service, variable, bad)
      yield* misplacedDevices(service, project)
    }
  },
})

function* report(service: Service, variable: EnvironmentVariable, { kind, meant }: BadValue): Iterable<Report> {
  const at = placeOf(service, variable)
  if (!at) return
  const fixes = variable.interpolated
    ? []
    : meant === undefined
      ? fixesOf([
          ['Write all', setVariable(variable, 'all')],
          ['Delete NVIDIA_VISIBLE_DEVICES', removeVariable(variable)],
        ])
      : fixesOf([[`Write ${meant}`, setVariable(variable, meant), kind === 'quotes']])
  const value = variable.value ?? ''
  const data = { value: kind === 'quotes' ? value : unquoted(value), meant: meant ?? 'all' }
  yield { message: kind, data, at, fixes, ...originOf(variable) }
}
