import { compareVersions, type Facts, isOf, majorOf, type TorchRow, versionPrefix } from '../../facts'
import type { Proposal } from './item'
import type { Sight } from './pins'

type Versions = (sight: Sight, facts: Facts, extras: string) => readonly Proposal[]

/** The known versions of a package that fit the CUDA in sight, newest first; undefined for a package without a table. */
export function versionsOf(name: string, extras: string, sight: Sight, facts: Facts): readonly Proposal[] | undefined {
  const versions = Object.hasOwn(VERSIONS, name) ? VERSIONS[name] : undefined
  return versions && [...versions(sight, facts, extras)].sort((a, b) => compareVersions(b.label, a.label))
}

/** Wheels bring their CUDA along: an index decides for itself, without one the default of PyPI should be of the base's major. */
const torch: Versions = ({ build, cuda }, facts) =>
  facts
    .torchRows()
    .filter(({ wheels, pypiDefaultCuda }) => {
      if (build) return build in wheels
      return cuda === undefined || (pypiDefaultCuda !== undefined && majorOf(pypiDefaultCuda) === majorOf(cuda))
    })
    .map((row) => ({ label: row.torch, detail: torchDetail(row, build) }))

function torchDetail({ pypiDefaultCuda, python }: TorchRow, build: string | undefined): string {
  const wheel = build ?? (pypiDefaultCuda && `CUDA ${pypiDefaultCuda}`)
  return [wheel, python && `Python ${python}`].filter(Boolean).join(' · ')
}

/** The releases that are known, and any patch of each minor. */
const onnxruntime: Versions = ({ cuda }, facts, extras) =>
  [...facts.packageReleases('onnxruntime-gpu'), ...facts.onnxruntimeMinors().map((minor) => `${minor}.*`)].flatMap(
    (label) => {
      const needs = facts.onnxruntimeGpu(label.replace('.*', ''))
      const fits = cuda === undefined || /\bcuda\b/.test(extras) || needs?.cuda.major === majorOf(cuda)
      return needs && fits ? [{ label, detail: `CUDA ${needs.cuda.text} · cuDNN ${needs.cudnn}` }] : []
    },
  )

const tensorflow =
  (name: string): Versions =>
  ({ cuda }, facts, extras) =>
    facts
      .tensorflowRows()
      .filter((row) => row.package === name)
      .filter((row) => cuda === undefined || (row.extra && extras.includes(row.extra)) || runsOn(row.cuda, cuda))
      .flatMap((row) => {
        const detail = `CUDA ${row.cuda} · cuDNN ${row.cudnn} · Python ${row.python}`
        const patches = facts.packageReleases(name).filter((patch) => isOf(patch, versionPrefix(row.tensorflow, 2)))
        return [row.tensorflow, ...patches].map((label) => ({ label, detail }))
      })

/** Up to CUDA 10 the very minor, from 11 on that minor or a later one of the major. */
const runsOn = (needed: string, cuda: string): boolean =>
  isOf(cuda, needed) ||
  ((majorOf(needed) ?? 0) >= 11 && majorOf(cuda) === majorOf(needed) && compareVersions(cuda, needed) >= 0)

const VERSIONS: Readonly<Record<string, Versions>> = {
  torch,
  'onnxruntime-gpu': onnxruntime,
  tensorflow: tensorflow('tensorflow'),
  'tensorflow-gpu': tensorflow('tensorflow-gpu'),
}
