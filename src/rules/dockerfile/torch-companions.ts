import { compareVersions, type Facts, majorOf } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import { askFor } from '../support/new-version'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { uninstalls } from '../support/uninstalls'

export default defineRule({
  meta: {
    id: 'dockerfile/torch-companions',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['torchvision', 'torchaudio'],
    summary: 'torchvision and torchaudio are of the release that belongs to the torch beside them.',
    why: 'Each release asks for one torch exactly: pip refuses the pair, or replaces the torch that was installed before, its CUDA build included.',
    messages: {
      together:
        '{companion} asks for torch=={wanted}, and torch=={torch} is pinned beside it. pip stops: these package versions have conflicting dependencies. Install {fitting}.',
      later:
        '{companion} asks for torch=={wanted}, and torch=={torch} is installed by another command: whichever comes later replaces torch, or leaves a pair that does not load ("operator torchvision::nms does not exist"). Install {fitting}.',
      builds:
        '{companion} and torch=={torch} are builds for different CUDA. They do not load together: torchvision stops with "compiled with different CUDA major versions", or has no kernels for the GPU. Take both from one index.',
    },
    sources: ['pytorch.org, previous versions', 'pytorch/vision README, versions', 'pytorch/vision#8626'],
    notes: [
      'Only for exact pins of releases that the table of pytorch.org pairs: torchvision from 0.4 on, torchaudio from 0.7 to 2.8. Silent where one of the three is uninstalled.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /torchvision|torchaudio/i)) return
    const seen = new Set<number>()
    for (const stage of document.stages) {
      if (uninstalls(stage, /^torch(?:vision|audio)?$/)) continue
      const pinned = packagesOf(stage, context).installed.filter(isPinned)
      for (const one of pinned.filter(({ requirement }) => isCompanion(requirement.name))) {
        const report = seen.has(one.at.start) ? undefined : judge(one, pinned, context.facts)
        if (!report) continue
        seen.add(one.at.start)
        yield report
      }
    }
  },
})

const isPinned = ({ requirement, applies, install }: Installed): boolean =>
  requirement.pinned !== undefined &&
  !requirement.url &&
  applies === true &&
  install.tool !== 'conda' &&
  !install.command.conditional &&
  !install.elsewhere

const isCompanion = (name: string): name is 'torchvision' | 'torchaudio' =>
  name === 'torchvision' || name === 'torchaudio'

function judge(one: Installed, pinned: readonly Installed[], facts: Facts): Report | undefined {
  const { name, pinned: version = '' } = one.requirement
  const torches = pinned.filter(
    ({ requirement, environment }) => requirement.name === 'torch' && environment === one.environment,
  )
  const [torch] = torches
  // Two pins of torch: a variant for each of two targets, or a later one that is meant to win.
  if (!torch || torches.length > 1 || !isCompanion(name) || !isJudged(name, version)) return undefined
  const row = facts.torchOfCompanion(name, release(version))
  const given = torch.requirement.pinned ?? ''
  if (!row || !/^\d+\.\d+\.\d+$/.test(release(given))) return undefined
  if (compareVersions(row.torch, release(given)) === 0) return ofBuilds(one, version, given)
  return ofReleases(one, torch, row.torch, facts.torch(release(given))?.[name])
}

function ofReleases(one: Installed, torch: Installed, wanted: string, own: string | undefined): Report {
  const { name, pinned: version = '' } = one.requirement
  const given = torch.requirement.pinned ?? ''
  const fitting = own ? `${name}==${own}` : 'the pair of one release'
  const local = version.slice(release(version).length)
  const fixes = own && given.endsWith(local) ? askFor(one, `==${own}${local}`) : []
  const data = { companion: `${name}==${version}`, wanted, torch: given, fitting }
  const together = torch.install.command === one.install.command && !one.install.flags.includes('--no-deps')
  const at = { data, at: one.at, fixes, ...(one.file && relatedOf(one)) }
  return together ? { message: 'together', ...at } : { message: 'later', severity: 'warning', ...at }
}

/** Before, the wheels asked for a torch within limits, or the table has no pairs. */
const isJudged = (name: string, version: string): boolean =>
  name === 'torchvision'
    ? compareVersions(version, '0.4.0') >= 0
    : compareVersions(version, '0.7.0') >= 0 && compareVersions(version, '2.9.0') < 0

const release = (version: string): string => version.split('+')[0] ?? ''

/** Both name their build, and the builds are for another major of CUDA, or one has none. */
function ofBuilds(one: Installed, version: string, torch: string): Report | undefined {
  const [mine, theirs] = [version.split('+')[1], torch.split('+')[1]]
  if (!mine || !theirs || mine === theirs || !/^cu\d+$/.test(theirs) || !/^(?:cu\d+|cpu)$/.test(mine)) return undefined
  const major = (build: string) => (build === 'cpu' ? undefined : majorOf(build.slice(2, -1)))
  if (major(mine) === major(theirs)) return undefined
  const data = { companion: `${one.requirement.name}==${version}`, torch }
  const fixes = askFor(one, `==${release(version)}+${theirs}`)
  return { message: 'builds', data, at: one.at, severity: 'warning', fixes }
}
