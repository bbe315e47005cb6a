import type { RuleContext } from '../../lint/rule'
import { gpuCount } from '../../rules/support/target-gpus'
import { cdiNames, deviceNodes } from './devices'
import type { Proposal } from './item'
import { detailOf, indexes } from './variables'
import type { YamlPlace } from './yaml-place'

const REQUEST = /^(?:deploy\/resources\/reservations\/devices|gpus)\/-\/(.+)$/

/** What may stand under a key of a service: `devices/-`, `deploy/…/count`. */
export function serviceValues(
  key: string,
  place: YamlPlace,
  context: RuleContext,
  schemaElsewhere: boolean,
): readonly Proposal[] | undefined {
  const [, inRequest] = REQUEST.exec(key) ?? []
  if (inRequest !== undefined) return IN_REQUEST[inRequest]?.(context, place)
  if (key === 'gpus') return schemaElsewhere ? [] : [{ label: 'all', detail: 'every GPU (Compose 2.30 and later)' }]
  if (key === 'runtime') return [{ label: 'nvidia', detail: "NVIDIA's runtime; it must be registered in the daemon" }]
  return key === 'devices/-' ? [...cdiNames(context), ...deviceNodes(context)] : undefined
}

type Values = (context: RuleContext, place: YamlPlace) => readonly Proposal[]

const IN_REQUEST: Readonly<Record<string, Values | undefined>> = {
  driver: () => [
    { label: 'nvidia', detail: 'GPUs of NVIDIA, by count or device_ids' },
    { label: 'cdi', detail: 'devices of a CDI specification, by name in device_ids' },
  ],
  count: ({ target }) => [{ label: 'all', detail: 'every GPU' }, ...counts(gpuCount(target) ?? 1)],
  'capabilities/-': ({ facts, file }, { span }) => {
    const line = file.text.slice(file.lines.lineStart(file.lines.positionAt(span.start).line), span.start)
    return facts
      .composeGpu()
      .capabilities.engine.filter((label) => !new RegExp(`[\\s["',]${label}["']?\\s*,`).test(line))
      .map((label) => ({ label, ...detailOf(label) }))
  },
  'device_ids/-': (context, place) => (isCdi(context, place) ? cdiNames(context) : indexes(context.target)),
}

const counts = (most: number): readonly Proposal[] =>
  Array.from({ length: most }, (_, i) => ({ label: `${i + 1}`, detail: i === 0 ? 'GPU 0' : `GPUs 0 to ${i}` }))

/** True where the lines around name the driver `cdi`. */
function isCdi({ file }: RuleContext, { span }: YamlPlace): boolean {
  const { line } = file.lines.positionAt(span.start)
  const around = file.text.slice(file.lines.lineStart(Math.max(1, line - 3)), file.lines.lineEnd(line + 3))
  return /driver:\s*["']?cdi\b/.test(around)
}
