import { compareVersions, type Facts, majorOf } from '../../facts'
import { cudaOfBuild } from '../../rules/support/torch-wheel'
import type { Proposal } from './item'
import type { Sight } from './pins'

/** The indexes of PyTorch whose CUDA is of the major of the base, and that hold the version that is pinned. */
export function indexes({ cuda, torch }: Sight, facts: Facts): readonly Proposal[] {
  return [...newestByBuild(torch, facts)]
    .map(([build, version]) => ({ build, version, of: cudaOfBuild(build) ?? '' }))
    .filter(({ of }) => cuda === undefined || majorOf(of) === majorOf(cuda))
    .sort((a, b) => compareVersions(b.of, a.of))
    .map(({ build, version, of }) => ({
      label: `https://download.pytorch.org/whl/${build}`,
      detail: `CUDA ${of} · ${torch ? 'holds' : 'newest known'} torch ${version}`,
    }))
}

/** The newest release of torch that each index is known to hold; of the pinned one alone, where there is one. */
function newestByBuild(pinned: string | undefined, facts: Facts): ReadonlyMap<string, string> {
  const newest = new Map<string, string>()
  for (const { torch, wheels } of facts.torchRows()) {
    if (pinned && compareVersions(torch, pinned) !== 0) continue
    for (const [build, place] of Object.entries(wheels)) if (place === `whl/${build}`) newest.set(build, torch)
  }
  return newest
}
