import type { RuleContext } from '../../lint/rule'
import { shownVisible, visibleGpus } from '../visible-gpus'
import type { Hint } from '.'

/** What each service will see of the GPUs, behind its name. */
export function serviceHints(context: RuleContext): readonly Hint[] {
  const { document } = context
  if (document.kind !== 'compose') return []
  return document.services.flatMap((service) => {
    const ids = service.nameKey.file === document.file ? visibleGpus(service, context) : undefined
    const colon = document.file.text.indexOf(':', service.nameKey.span.end)
    return ids ? [{ at: colon + 1, label: `sees ${shownVisible(ids)}`, tooltip: tooltipOf(ids) }] : []
  })
}

const tooltipOf = (ids: readonly string[]): string =>
  ids.length > 0 && ids.every((id) => /^\d+$/.test(id))
    ? 'GPUs of the host, as nvidia-smi numbers them; programs inside count from 0'
    : 'What the engine hands to the container'
