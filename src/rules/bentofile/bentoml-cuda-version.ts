import type { BentofileDocument } from '../../documents/bentofile/types'
import type { BentomlEra, Facts } from '../../facts'
import { compareVersions } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import { bentomlOf } from '../support/bento-packages'
import { admits } from '../support/version-spec'

export default defineRule({
  meta: {
    id: 'bentofile/bentoml-cuda-version',
    kind: 'bentofile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cuda_version'],
    summary: 'docker.cuda_version is one that this BentoML knows, on a distro that has CUDA.',
    why: 'bentoml containerize stops at a version or a distro that it does not know, and ignores the option beside base_image.',
    messages: {
      version:
        'cuda_version {value} is not known to {bentoml}, which stops: Unsupported cuda version: "{value}". Write {choice}, or drop the option and install the CUDA wheels of your framework.',
      distro:
        'cuda_version stands beside distro: {distro}. BentoML stops: Distro "{distro}" does not support CUDA. Take debian or ubi8.',
      ignored:
        'cuda_version stands beside base_image. BentoML takes the image as it is and ignores the version. Delete cuda_version, and name an image with the CUDA you need.',
    },
    sources: [
      'bentoml/BentoML#2784',
      'bentoml/BentoML#3387',
      'bentoml/BentoML#5054',
      'bentoml/BentoML container/frontend/dockerfile/__init__.py @v1.0.0 to v1.4.38',
    ],
    notes: [
      'Versions are judged for the release that python.packages (or the file of python.requirements_txt) pins; without a pin only those that no release knows are told. Templates of your own (dockerfile_template) are not judged.',
    ],
  },
  *check(document, { facts, project }) {
    const { cudaVersion, baseImage, distro, root } = document
    const value = cudaVersion?.value?.trim()
    if (!cudaVersion || !value || /^(?:none|null|default)$/i.test(value) || root?.at('docker', 'dockerfile_template'))
      return
    const map = cudaVersion.node.parent
    const entry = map?.kind === 'map' ? map.entry('cuda_version') : undefined
    if (baseImage) {
      const remove =
        map?.kind === 'map' && entry
          ? [{ title: 'Delete cuda_version', safe: true, ops: [{ op: 'remove-entry', map, entry } as const] }]
          : []
      yield { message: 'ignored', at: entry?.key ?? cudaVersion.node, severity: 'warning', fixes: remove }
      return
    }
    if (distro?.value && /^(?:alpine|amazonlinux)$/.test(distro.value))
      yield { message: 'distro', data: { distro: distro.value }, at: distro.node }
    yield* ofVersion(document, value, bentomlOf(document, project), facts)
  },
})

/** Past the newest release of the table nothing is known. */
const NEXT = '1.4.39'

function* ofVersion(
  { cudaVersion }: BentofileDocument,
  value: string,
  wanted: ReturnType<typeof bentomlOf>,
  facts: Facts,
): Iterable<Report> {
  const { pinned, specifier = '' } = wanted ?? {}
  const eras = pinned === undefined ? erasOf(specifier, facts) : erasAt([pinned], facts)
  if (!cudaVersion || eras.length === 0 || eras.some((era) => accepts(era, value))) return
  const [newest] = [...(eras.at(-1)?.cuda ?? [])].sort(compareVersions).reverse()
  const choice = nearestIn(eras, value) ?? newest
  if (choice === undefined || (pinned === undefined && !/^\d/.test(value))) return
  const release = pinned === undefined ? specifier && `BentoML ${specifier}` : `BentoML ${pinned}`
  const data = { value, choice: `"${choice}"`, bentoml: release || 'any release of BentoML' }
  const quoted = cudaVersion.node.style === 'plain' ? `"${choice}"` : undefined
  const { file, span } = cudaVersion.node
  const op = quoted
    ? ({ op: 'replace', file, span, text: quoted } as const)
    : ({ op: 'set', target: cudaVersion.node, value: choice } as const)
  yield { message: 'version', data, at: cudaVersion.node, fixes: [{ title: `Write "${choice}"`, ops: [op] }] }
}

/** A range admits an era by its first release, or by one that the range itself names. */
function erasOf(specifier: string, facts: Facts): readonly BentomlEra[] {
  const named = specifier.match(/\d+(?:\.\d+)*/g) ?? []
  const versions = [...named, ...facts.bentomlVersions().toReversed()]
  return erasAt(
    versions.filter((version) => admits(specifier, version) ?? true),
    facts,
  )
}

const erasAt = (versions: readonly string[], facts: Facts): readonly BentomlEra[] =>
  versions.flatMap((version) => (compareVersions(version, NEXT) < 0 ? (facts.bentoml(version) ?? []) : []))

const accepts = ({ cuda, aliases }: BentomlEra, value: string): boolean =>
  cuda.includes(value) || Object.hasOwn(aliases, value)

/** The newest version of the same major. */
function nearestIn(eras: readonly BentomlEra[], value: string): string | undefined {
  const major = value.split('.')[0]
  return eras
    .flatMap(({ cuda }) => cuda)
    .filter((cuda) => cuda.split('.')[0] === major)
    .sort(compareVersions)
    .at(-1)
}
