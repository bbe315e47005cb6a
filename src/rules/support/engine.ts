import { dockerVersion } from '../../host/engine'
import type { Target } from '../../host/target'
import type { Severity } from '../../lint/rule'
import { isBefore, isFrom } from './host-versions'

export { isPodman } from '../../host/engine'

/**
 * What a capability that the engine does not know is worth beside a driver that is named: Docker Engine before 29.0 does
 * not start the container, later ones do not look at the list (moby/moby#50717).
 * @param untold where the target does not say which engine it is
 */
export function unmatchedSeverity(target: Target, untold: Severity): Severity {
  const engine = dockerVersion(target)
  if (isFrom(engine, '29.0')) return 'info'
  return isBefore(engine, '29.0') ? 'error' : untold
}
