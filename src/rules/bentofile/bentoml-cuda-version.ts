import type { BentofileDocument } from '../../documents/bentofile/types'
import type { BentomlEra, Facts } from '../../facts'
import { compareVersions } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import { bentomlPin } from '../support/bento-packages'

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
    yield* ofVersion(document, value, bentomlPin(document, project), facts)
  },
})

function* ofVersion(
  { cudaVersion }: BentofileDocument,
  value: string,
  pin: string | undefined,
  facts: Facts,
): Iterable<Report> {
  if (!cudaVersion) return
  const known = pin === undefined ? undefined : facts.bentoml(pin)
  // Past the newest release of the table nothing is known.
  if (pin !== undefined && (!known || compareVersions(pin, '1.4.39') >= 0)) return
  const eras = known
    ? [known]
    : facts
        .bentomlVersions()
        .flatMap((start) => facts.bentoml(start) ?? [])
        .reverse()
  if (eras.some((era) => accepts(era, value))) return
  const [newest] = [...(eras.at(-1)?.cuda ?? [])].sort(compareVersions).reverse()
  const choice = nearestIn(eras, value) ?? newest
  if (choice === undefined || (pin === undefined && !/^\d/.test(value))) return
  const data = {
    value,
    choice: `"${choice}"`,
    bentoml: pin === undefined ? 'any release of BentoML' : `BentoML ${pin}`,
  }
  const quoted = cudaVersion.node.style === 'plain' ? `"${choice}"` : undefined
  const { file, span } = cudaVersion.node
  const op = quoted
    ? ({ op: 'replace', file, span, text: quoted } as const)
    : ({ op: 'set', target: cudaVersion.node, value: choice } as const)
  yield { message: 'version', data, at: cudaVersion.node, fixes: [{ title: `Write "${choice}"`, ops: [op] }] }
}

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
