import { builds } from './builds'
import { containers } from './containers'
import { dockerRun } from './docker-run'
import type { EffectCase } from './effect'
import { loader } from './loader'
import { merging } from './merged'
import { older } from './older'
import { requests } from './requests'

/** For every rule about the engine or the loader: the claimed effect, and the promised one. */
export const cases: readonly EffectCase[] = [
  ...requests,
  ...loader,
  ...containers,
  ...merging,
  ...dockerRun,
  ...older,
  ...builds,
]

/** Rules that were measured with an engine and are not asked here, and why. */
export const unasked: Readonly<Record<string, string>> = {
  'compose/render-groups-missing': 'It takes the nodes of an AMD or Intel GPU.',
}
