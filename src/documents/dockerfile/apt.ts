import type { RunInstruction, ShellCommand, ShellWord } from './types'

/** One install by a system's package manager. */
export interface SystemInstall {
  readonly command: ShellCommand
  /** The packages as words: `cuda-toolkit-12-4`, `libcudnn9-cuda-12=9.1.0.70-1`. */
  readonly packages: readonly ShellWord[]
}

/** Package managers with the verb that installs and the options that take a word. */
const MANAGERS: ReadonlyMap<string, { readonly verbs: RegExp; readonly withWord: RegExp }> = new Map(
  (['apt-get', 'apt', 'aptitude', 'yum', 'dnf', 'microdnf', 'tdnf', 'apk'] as const).map((name) => [
    name,
    {
      verbs: name === 'apk' ? /^add$/ : /^(?:install|reinstall)$/,
      withWord: managerOptions(name),
    },
  ]),
)

function managerOptions(name: string): RegExp {
  if (name === 'apk') return /^(?:-t|--virtual|-X|--repository|-p|--root|--keys-dir|--repositories-file|--arch)$/
  if (name.startsWith('apt')) return /^(?:-o|--option|-c|--config-file|-t|--target-release|--default-release|-a)$/
  return /^(?:-c|--config|-x|--exclude|--enablerepo|--disablerepo|--installroot|--releasever|--setopt|--repo|--repoid|--forcearch)$/
}

/** What is only fetched, printed or tried is not installed. */
const ONLY = /^--(?:download-?only|print-uris|simulate|dry-run|just-print|no-act|recon)$/

export function aptInstalls(instruction: RunInstruction): readonly SystemInstall[] {
  return instruction.commands.flatMap((command) => systemInstall(command) ?? [])
}

function systemInstall(command: ShellCommand): SystemInstall | undefined {
  const manager = MANAGERS.get(command.name ?? '')
  if (!manager) return undefined
  if (command.args.some(({ value }) => ONLY.test(value ?? ''))) return undefined
  const words: ShellWord[] = []
  for (let at = 0; at < command.args.length; at++) {
    const word = command.args[at] as ShellWord
    const text = word.value ?? word.raw
    if (manager.withWord.test(text)) at++
    else if (!text.startsWith('-')) words.push(word)
  }
  const [verb, ...packages] = words
  return verb?.value !== undefined && manager.verbs.test(verb.value) ? { command, packages } : undefined
}

/** True when the command runs that program, in whatever directory it lies. */
export const runsProgram = (command: ShellCommand, name: string): boolean => command.name === name
