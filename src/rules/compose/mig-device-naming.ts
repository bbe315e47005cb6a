import type { Service } from '../../documents/compose/types'
import { asSeq, type Value } from '../../documents/tree'
import { compareVersions } from '../../facts'
import type { Target } from '../../host/target'
import { defineRule, type Report } from '../../lint/rule'
import { deviceItems, isForNvidia, isReset, literal } from '../support/device-items'
import { placeOf, variableOf } from '../support/environment-variable'

export default defineRule({
  meta: {
    id: 'compose/mig-device-naming',
    kind: 'compose',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    needs: ['MIG-', 'device_ids', 'NVIDIA_VISIBLE_DEVICES'],
    summary: 'A MIG device is named by GPU and slice (`0:1`) or by its UUID.',
    why: 'The profile of a MIG device is no name of it, so the toolkit finds no such device; and Docker Engine 29.2 and later look for names in CDI first.',
    messages: {
      profile:
        '"{id}" is the profile of a MIG device, not its name: the toolkit finds no such device and the container does not start. Write the UUID that nvidia-smi -L shows (MIG-…), or GPU and slice (0:0).',
      engine:
        '"{id}" names a MIG device. Docker Engine {engine} looks for it in CDI first, where it is found only after nvidia-ctk cdi generate has been run since the last change of the MIG layout. Run it after every change, or name the device by driver: cdi.',
    },
    sources: ['NVIDIA/nvidia-container-toolkit#1828', 'moby/moby#52704', 'moby/moby#50228'],
    notes: [
      'Names of MIG devices are right or wrong by the layout of the host: silent about them, unless the target names Docker Engine 29.2 or later. CDI names with a colon under devices are told by cdi-map-syntax.',
    ],
  },
  *check(document, { target, project }) {
    if (!target.engine && !project.mentions('MIG-') && !project.mentions('mig-')) return
    for (const { node } of deviceItems(document)) {
      if (isReset(node) || !isForNvidia(node)) continue
      for (const item of asSeq(node.get('device_ids'))?.items ?? []) yield* judge(item, literal(item), target)
    }
    for (const service of document.services) yield* ofVariable(service)
  },
})

/** `MIG-1g.10gb+me`; a bare `1g.10gb` is told by device-ids-bad-interpolation. */
const PROFILE = /^MIG-\d{1,2}g\.\d{1,3}gb(?:\+\w+)?$/i
const MIG = /^(?:\d{1,3}:\d{1,2}|MIG-\S+)$/

function* judge(at: Value, id: string | undefined, { engine }: Target): Iterable<Report> {
  if (!id) return
  if (PROFILE.test(id)) yield { message: 'profile', data: { id }, at }
  else if (MIG.test(id) && engine && /^v?\d/.test(engine) && compareVersions(engine, '29.2') >= 0)
    yield { message: 'engine', data: { id, engine }, at, severity: 'info' }
}

/** Whole words are told by visible-devices-bad-value; this name looks like the UUID of a MIG device. */
function* ofVariable(service: Service): Iterable<Report> {
  const variable = variableOf(service, 'NVIDIA_VISIBLE_DEVICES')
  const id = variable?.value?.split(',').find((part) => /^MIG-/i.test(part) && PROFILE.test(part))
  const at = variable && id ? placeOf(service, variable) : undefined
  if (at && id) yield { message: 'profile', data: { id }, at }
}
