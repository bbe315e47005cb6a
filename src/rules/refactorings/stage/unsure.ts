import type { Service } from '../../../documents/compose/types'
import { aptInstalls } from '../../../documents/dockerfile/apt'
import { packageInstalls } from '../../../documents/dockerfile/pip'
import type { Instruction, Stage } from '../../../documents/dockerfile/types'
import { isScript } from '../../support/nvcc'
import { isRun } from '../../support/runs'
import { workOf } from '../../support/stage-work'
import type { PlainBase } from './base'

/** Why a stage on a python image may not be the same on Ubuntu; undefined where nothing speaks against it. */
export function whyNotMoved(
  stage: Stage,
  { image, slim }: PlainBase,
  builders: readonly Service[],
): string | undefined {
  if (!slim)
    return `${image} holds compilers and libraries that an nvidia/cuda image does not: take the slim one first.`
  if (stage.used) return 'other stages take its files, which belong to its own Python.'
  const work = [workOf(stage), ...builders.map(({ commandText }) => commandText)].join('\n')
  const [, why] = SIGNS.find(([sign]) => sign.test(work)) ?? []
  return why ?? stage.instructions.flatMap((one) => ofInstruction(one, stage) ?? [])[0]
}

/** Words that tell of the system, or of the Python, that the stage had. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [
    /conda|mamba|pyenv|\buv\b|pixi|\brye\b|virtualenv|venv|pypy|poetry|pdm|pipx|pipenv/,
    'it makes a Python environment of its own.',
  ],
  [
    /\/usr\/local\/(?:s?bin|lib|include)|(?:site|dist)-packages|PYTHONHOME|PYTHON_\w*VERSION|python3?\.\d|pip3?\.\d/,
    'it names paths or versions of the Python in its image.',
  ],
  [
    /--(?:user|root-user-action|break-system-packages|config-settings|prefix|target|root)\b|PIP_(?!NO_CACHE|DISABLE)/,
    'pip gets options or settings that the one of Ubuntu may not take.',
  ],
  [/sources\.list|debian|buster|bullseye|bookworm|trixie|\bdpkg\b|\.deb\b|apt-key|add-apt/i, 'it speaks of Debian.'],
  [/\badduser\b|\baddgroup\b/, 'it calls adduser or addgroup, which the image of Ubuntu may lack.'],
]

/** Packages of Debian that Ubuntu 22.04 and 24.04 have under the same name. */
const SAME: ReadonlySet<string> = new Set(
  'build-essential ca-certificates cmake curl ffmpeg g++ gcc git gnupg jq less libffi-dev libgl1 libgomp1 libpq-dev libsm6 libsndfile1 libssl-dev libxext6 libxrender1 make nano netbase openssh-client pkg-config procps rsync sudo tini tzdata unzip vim wget xz-utils zip'.split(
    ' ',
  ),
)

/** Folders that the system or Python owns. */
const OWNED = /^\/$|^\/(?:usr(?!\/(?:src|app))|etc|lib|bin|sbin|opt\/venv)(?:\/|$)/

function ofInstruction(instruction: Instruction, stage: Stage): string | undefined {
  if ('sources' in instruction)
    return instruction.from || OWNED.test(instruction.destination?.value ?? '/')
      ? 'it copies files of other images, or into folders of the system.'
      : undefined
  if (instruction.keyword === 'ENV' && 'declarations' in instruction)
    return instruction.declarations.some(
      ({ name, value }) => name.value === 'PATH' && !/\$\{?PATH/.test(value?.raw ?? ''),
    )
      ? 'it sets PATH anew.'
      : undefined
  if (!isRun(instruction)) return undefined
  if (instruction.commands.some(isScript) || instruction.mounts.some(({ from }) => from !== undefined))
    return 'it runs scripts or mounts files whose content is not known.'
  const other = aptInstalls(instruction)
    .flatMap(({ packages }) => packages)
    .find(({ value }) => !SAME.has(value ?? ''))
  if (other) return `it installs ${other.raw}, which Ubuntu may have under another name.`
  return packageInstalls(instruction).length > 0 && hasUser(stage, instruction)
    ? 'pip installs as another user than root.'
    : undefined
}

const hasUser = ({ instructions }: Stage, before: Instruction): boolean =>
  instructions.slice(0, instructions.indexOf(before)).some(({ keyword }) => keyword === 'USER')
