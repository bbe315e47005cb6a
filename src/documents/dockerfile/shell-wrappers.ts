import { baseName } from './shell-kinds'
import type { ShellWord } from './types'

export interface Unwrapped {
  readonly nameWord: ShellWord | undefined
  readonly args: readonly ShellWord[]
  readonly assignments: ReadonlyMap<string, string | undefined>
}

/** Programs that run the command behind them, with those of their options that take a word. */
const WRAPPERS: ReadonlyMap<string, RegExp> = new Map([
  ['sudo', /^(?:-[ugChprtUTDR]|--(?:user|group|chdir|host|prompt|role|type))$/],
  ['doas', /^-[uC]$/],
  ['env', /^(?:-[uC]|--unset|--chdir)$/],
  ['time', /^-[fo]$/],
  ['nice', /^(?:-n|--adjustment)$/],
  ['exec', /^-a$/],
  ['command', /^$/],
  ['nohup', /^$/],
])

/** Options with which the words behind are no command: `command -v nvcc`, `env -S "…"`, `sudo -l`. */
const NO_COMMAND: ReadonlyMap<string, RegExp> = new Map([
  ['command', /^-\w*[vV]/],
  ['env', /^(?:-\w*S|--split-string)/],
  ['sudo', /^-[lveK]$/],
])

const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/

/** Looks through `sudo -E env A=1 pip …` to `pip`; where an option is not known the wrapper stays the command. */
export function skipWrappers(words: readonly ShellWord[], given: ReadonlyMap<string, string | undefined>): Unwrapped {
  let at = 0
  const assignments = new Map(given)
  for (;;) {
    const next = skipOne(words, at, assignments)
    if (next === undefined) break
    at = next
  }
  return { nameWord: words[at], args: words.slice(at + 1), assignments }
}

/** Where the command behind the wrapper at `at` begins; undefined where there is no wrapper or no command behind it. */
function skipOne(
  words: readonly ShellWord[],
  at: number,
  assignments: Map<string, string | undefined>,
): number | undefined {
  const name = baseName(words[at]?.value ?? '')
  const withWord = WRAPPERS.get(name)
  if (!withWord) return undefined
  let next = at + 1
  for (; next < words.length; next++) {
    const value = words[next]?.value ?? ''
    if (NO_COMMAND.get(name)?.test(value)) return undefined
    if (value === '--') return words[next + 1] && next + 1
    if (withWord.test(value)) next++
    else if (!value.startsWith('-') && !takeAssignment(name, value, assignments)) return next
  }
  return undefined
}

function takeAssignment(name: string, value: string, assignments: Map<string, string | undefined>): boolean {
  const assignment = name === 'env' || name === 'sudo' ? ASSIGNMENT.exec(value) : null
  if (!assignment?.[1]) return false
  assignments.set(assignment[1], assignment[2])
  return true
}
