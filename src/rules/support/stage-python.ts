import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { Kept } from '../../text'
import { workOf } from './stage-work'

/** The Python that the distribution of an image installs as python3. */
const OF_SYSTEM: readonly (readonly [RegExp, string])[] = [
  [/(?:ubuntu|^)(?:20\.04|focal)/, '3.8'],
  [/(?:ubuntu|^)(?:22\.04|jammy)/, '3.10'],
  [/(?:ubuntu|^)(?:24\.04|noble)/, '3.12'],
]

/** True where the system of a tag (`ubuntu22.04`) installs that minor as python3. */
export const isSystemPython = (os: string, python: string): boolean =>
  OF_SYSTEM.some(([name, minor]) => minor === python && name.test(os))

/** What may bring another Python, or install into one. */
const OTHERS =
  /conda|mamba|pyenv|\buv\b|pixi|\brye\b|deadsnakes|python-build|Python-\d|virtualenv|venv|update-alternatives|\bln\s+-s|pypy|poetry|pdm|pipx|python3?\.\d|pip3?\.\d|nix\b|brew\b/

/** The Python that pip installs for, as `3.11`; undefined where the stage may have several, or it is not known. */
export const pythonOf = (stage: Stage, { command }: PackageInstall): string | undefined =>
  /^(?:pip3?|python3?)$/.test(command.nameWord?.value ?? '') ? onlyPython(stage) : undefined

const memo = new Kept<Stage, string | undefined>()

function onlyPython(stage: Stage): string | undefined {
  if (!memo.has(stage)) memo.set(stage, findPython(stage))
  return memo.get(stage)
}

function findPython(stage: Stage): string | undefined {
  const reference = stage.rootImage === undefined ? undefined : parseImage(stage.rootImage)
  if (!reference || OTHERS.test(workOf(stage)) || stage.lineage.some(isForeign)) return undefined
  const { fullName, tag = '' } = reference
  if (fullName === 'python') return /^(3\.\d+)(?:\.\d+)?(?:-(?:slim|bullseye|bookworm|buster|trixie)|$)/.exec(tag)?.[1]
  if (!/^(?:ubuntu|(?:nvcr\.io\/)?nvidia\/cuda)$/.test(fullName)) return undefined
  return OF_SYSTEM.find(([name]) => name.test(tag))?.[1]
}

/** Files of another image may bring a Python along; libraries of CUDA do not. */
const isForeign = (instruction: Stage['lineage'][number]): boolean =>
  'sources' in instruction &&
  instruction.from !== undefined &&
  instruction.sources.some(({ raw }) => /python|\/usr|\/opt|\/$/.test(raw) && !CUDA.test(raw))

const CUDA = /^\/usr\/local\/cuda|\/libcudnn[^/]*$/
