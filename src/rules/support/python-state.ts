import { aptInstalls } from '../../documents/dockerfile/apt'
import type { CopyInstruction, Instruction, RunInstruction, ShellWord } from '../../documents/dockerfile/types'
import { isScript } from './nvcc'
import { isRun, textOf } from './runs'

/** What an Ubuntu image with nothing of Python in it has come to, as far as can be seen. */
export interface PythonState {
  /** Something may have brought a Python of its own: nothing can be said any more. */
  unknown: boolean
  python3: boolean
  python: boolean
  pip: boolean
  venv: boolean
  repositories: boolean
  /** pip was told that it may write into the system's packages. */
  unmanaged: boolean
  /** The last word of the last install of packages, where more can be added. */
  lastPackage: { readonly word: ShellWord; readonly run: RunInstruction } | undefined
  user: boolean
}

export const freshState = (): PythonState => ({
  unknown: false,
  python3: false,
  python: false,
  pip: false,
  venv: false,
  repositories: false,
  unmanaged: false,
  lastPackage: undefined,
  user: false,
})

/** Where a Python can come from besides the packages of the system. */
const OTHER_SOURCE =
  /conda|mamba|miniforge|pyenv|\buv\b|\bpixi\b|\brye\b|\bmise\b|\basdf\b|Python-\$?\{?\w|python-build|get-pip|ensurepip|easy_install|\bactivate\b|(?:update-alternatives|\bln\b|\bcp\b|\bmv\b|\balias\b)[^&;|\n]*python|\bnix\b|\bbrew\b|linuxbrew/i

/** Programs that are known to come without Python; any other package may pull it in. */
const WITHOUT =
  /^(?:curl|wget|git|git-lfs|ca-certificates|build-essential|g\+\+|gcc|make|cmake|ninja-build|pkg-config|gnupg2?|unzip|zip|tzdata|locales|sudo|nano|jq|bash|openssl|apt-utils|apt-transport-https|libgl1(?:-mesa-glx)?|libglib2\.0-0|libsm6|libxext6|libxrender1|libgomp1|libssl-dev|zlib1g-dev|htop|tmux|less|procps)$/

/** Files for a folder where no program is looked for: what is copied there is no Python that a bare name finds. */
const isData = ({ sources, destination }: CopyInstruction): boolean =>
  /^\/(?:app|work|workspace|src|models?|data|deps|wheels)(?:\/[\w./-]*)?$/.test(destination?.value ?? '') &&
  sources.every(
    ({ value }) => value !== undefined && !/python|env|conda|bin\b|\.local|packages|\/usr|\/opt/.test(value),
  )

/** Folders of a PATH that surely hold no Python of one's own. */
const KNOWN =
  /^(?:\$\{?PATH\b|\$\{?CUDA|\/(?:usr\/(?:local\/)?)?s?bin\/?$|\/usr\/local\/(?:cuda|nvidia)|.*\/(?:\.?cargo|go|node)\/)/

/** True where PATH is given any other folder: it may be that of an environment. */
const leadsElsewhere = (text: string): boolean =>
  [...text.matchAll(/\bPATH(?:=|\s+(?=[/$"']))["']?([^\s"';&]+)/g)].some(([, folders = '']) =>
    folders.split(':').some((folder) => folder !== '' && !KNOWN.test(folder)),
  )

/** Takes in what an instruction brings before its commands are judged: all but its packages. */
export function followInstruction(state: PythonState, instruction: Instruction): void {
  const text = textOf(instruction)
  if ('sources' in instruction)
    state.unknown ||=
      (instruction.from !== undefined && !isData(instruction)) || /\.(?:tar|tgz|deb)\b|conda|venv/.test(text)
  if ('sources' in instruction && /pip\.conf/.test(text)) state.unmanaged = true
  if (instruction.keyword === 'ENV' || instruction.keyword === 'SHELL')
    state.unknown ||= leadsElsewhere(text) || /conda/i.test(text)
  if (instruction.keyword === 'USER') state.user = !/^USER\s+(?:root|0)\b/i.test(text)
  if (!isRun(instruction)) return
  const isRuled = instruction.mounts.some(({ type, from }) => type === 'bind' && from !== undefined)
  state.unknown ||= isRuled || OTHER_SOURCE.test(text) || leadsElsewhere(text) || !/sh$/.test(instruction.shell)
  state.unmanaged ||=
    /EXTERNALLY-MANAGED|pip\.conf|break.system.packages(?!\s+install)[^\n]*(?:config|global)|pip3?\s+config/i.test(text)
}

/** Takes in the packages that one command of the instruction installs, and scripts that may install anything. */
export function followCommand(
  state: PythonState,
  run: RunInstruction,
  command: RunInstruction['commands'][number],
): void {
  if (isScript(command) || command.name === '.' || command.name === 'source' || command.name === 'xargs')
    state.unknown = true
  const install = aptInstalls(run).find((one) => one.command === command)
  for (const word of install?.packages ?? []) followPackage(state, (word.value ?? word.raw).split(/[=:]/)[0] ?? '')
  const last = install?.packages.at(-1)
  if (last && !run.exec && !command.conditional) state.lastPackage = { word: last, run }
}

function followPackage(state: PythonState, name: string): void {
  if (/[$`*?/]/.test(name)) state.unknown = true
  if (/pip/.test(name)) state.pip = true
  if (/^software-properties-common$|^python3-software-properties$/.test(name)) state.repositories = true
  if (/^python3(?:\.\d+)?-(?:venv|full)$/.test(name)) state.venv = true
  if (/^python(?:2|-|$)/.test(name)) state.python = true
  if (/^python3\.\d+/.test(name) || !WITHOUT.test(name)) state.python3 = true
}
