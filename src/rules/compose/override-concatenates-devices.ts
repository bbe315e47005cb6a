import type { DeviceRequest, Service } from '../../documents/compose/types'
import { asScalar, type Entry, isNull } from '../../documents/tree'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { isReset } from '../support/device-items'
import {
  allNvidia,
  gpusOf,
  lowerGpus,
  originOf,
  type RequestLayers,
  requestLayers,
  tagFixes,
} from '../support/request-layers'

export default defineRule({
  meta: {
    id: 'compose/override-concatenates-devices',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['devices', 'gpus'],
    summary:
      'Device requests of an override file or of an extending service replace those below only with `!override`.',
    why: 'Compose appends the lists, so that the service gets both requests; an empty list removes nothing, and gpus written twice as a text is refused.',
    messages: {
      appended:
        '{key} asks for {own}, but Docker Compose appends it to the request of {origin} ({below}) and does not replace it. The engine gets both: NVIDIA_VISIBLE_DEVICES comes from the last one, driver capabilities from either. Write {key}: !override to replace the list.',
      repeated:
        '{key} asks for {own} once more: {origin} has the same request, and Docker Compose keeps both. A later change of the other one will have no effect. Delete this one, or write {key}: !override to replace the list.',
      empty:
        '{key}: [] removes nothing: Docker Compose appends the empty list to the request of {origin} ({below}), which stays. Write {key}: !reset [] to take the GPUs away.',
      lost: 'This reservation of {own} has no effect: {origin} gives the service gpus ({below}), which Docker Compose sends last, and the last request wins. Ask with gpus: !override here, or reserve the GPUs in both files.',
      refused:
        'gpus: {value} cannot be merged over the gpus of {origin}: Docker Compose stops with "cannot override services.{service}.gpus". Write gpus: !override {value}, or leave it to {origin}.',
    },
    sources: [
      'compose-spec/compose-go override/merge.go, override/uncity.go',
      'compose-spec 13-merge.md',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Told in the override file or the extending service, never in the file below. Silent with !override and !reset, and where the requests name different drivers. An override that adds gpus to a reservation wins, and is no finding.',
      'That the last request wins is so wherever the engine uses NVIDIA’s hook: always before Docker Engine 29.2.',
    ],
  },
  *check(document, context) {
    const isLayer = context.project.siblingsOf(document).length > 0
    for (const service of document.services) {
      if ((!isLayer && !service.base) || (!service.node.has('deploy') && !service.node.has('gpus'))) continue
      yield* ofText(service, context)
      for (const layers of requestLayers(service, context)) yield* judge(layers)
    }
  },
})

function* judge(layers: RequestLayers): Iterable<Report> {
  const { entry, below, own, way } = layers
  const { value } = entry
  if (value.kind !== 'seq' || value.tag || isReset(value)) return
  if (way === 'deploy') yield* ofLost(layers)
  if (below.length === 0) return
  if (value.items.length === 0) yield report('empty', layers, tagFixes(entry, '!reset', 'Write !reset []'))
  else if (own.length === value.items.length && allNvidia([...own, ...below])) yield ofList(layers)
}

function ofList(layers: RequestLayers): Report {
  const { own, below, entry, service } = layers
  const override = tagFixes(entry, '!override', `Write ${entry.key.value}: !override`)
  if (!isSame(own, below)) return report('appended', layers, override)
  const map = entry.value.parent
  const alone = map === service.node && service.node.entries.length < 2
  const drop: RuleFix[] =
    map?.kind === 'map' && !entry.merged && !alone
      ? [{ title: `Delete ${entry.key.value}`, ops: [{ op: 'remove-entry', map, entry }] }]
      : []
  return { ...report('repeated', layers, [...override, ...drop]), severity: 'info' }
}

/** Measured (Compose 2.40.3): refused whatever the text is, also where it comes from a variable. */
function* ofText(service: Service, context: RuleContext): Iterable<Report> {
  const entry = service.node.entry('gpus')
  const value = entry && asScalar(entry.value)
  if (!entry || typeof value?.value !== 'string' || value.tag || (value.value !== 'all' && !/\$/.test(value.value)))
    return
  const lower = lowerGpus(service, context)
  if (!lower || isNull(lower.value) || isReset(lower.value) || isReplaced(lower, entry)) return
  // Compose calls every service x while it merges what is extended.
  const name = service.base ? 'x' : service.name
  const data = { value: value.value, origin: originOf(service, lower.value), service: name }
  const fixes = tagFixes(entry, '!override', `Write gpus: !override ${value.value}`, true)
  const related = [{ at: lower.key, message: 'the gpus below' }]
  yield { message: 'refused', data, at: value, severity: 'error', fixes, related }
}

/** Within one file a text takes the place of a text (measured: Compose 2.40.3). */
const isReplaced = (lower: Entry, { value, merged }: Entry): boolean =>
  (lower.value.kind === 'scalar' && lower.value.file === value.file) || (merged && value.via !== undefined)

/** Within one file and its extended services gpus-and-deploy-both tells it. */
function* ofLost(layers: RequestLayers): Iterable<Report> {
  const { service, whole, own } = layers
  const gpus = whole.filter(({ source }) => source === 'gpus')
  if (gpus.length === 0 || own.length === 0 || service.node.has('gpus') || service.base) return
  if (!allNvidia([...gpus, ...own]) || isSame(own, gpus)) return
  yield report('lost', { ...layers, below: gpus }, [])
}

const texts = (requests: readonly DeviceRequest[]): readonly (string | undefined)[] => requests.map(gpusOf)

/** True where the last of each are known to ask for the same with the same capabilities. */
function isSame(own: readonly DeviceRequest[], below: readonly DeviceRequest[]): boolean {
  const [mine, other] = [own.at(-1), below.at(-1)]
  const gpus = gpusOf(mine)
  const words = (request: DeviceRequest | undefined) => [...(request?.capabilities ?? [])].sort().join(',')
  return gpus !== undefined && gpus === gpusOf(other) && words(mine) === words(other)
}

function report(message: string, layers: RequestLayers, fixes: readonly RuleFix[]): Report {
  const { entry, own, below, service } = layers
  const [first] = below
  const data = {
    key: String(entry.key.value),
    own: texts(own).at(-1) ?? 'GPUs that a variable names',
    below: texts(below).at(-1) ?? 'GPUs that a variable names',
    origin: originOf(service, first?.at),
  }
  const related = first ? [{ at: first.at, message: 'the request below' }] : []
  return { message, data, at: message === 'empty' ? entry.value : entry.key, fixes, related }
}
