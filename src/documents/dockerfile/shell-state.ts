import { forEachChild, type SyntaxNode } from 'unbash'
import type { ShellVariables } from './shell-variables'
import type { ShellCommand, ShellWord } from './types'

const DECLARING: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'local', 'readonly'])
const READING: ReadonlySet<string> = new Set(['read', 'unset', 'mapfile', 'readarray', 'getopts', 'printf', 'let'])
/** Scripts that only switch an environment on: they set PATH and names of their own. */
const HARMLESS = /(?:^|\/)(?:activate|conda\.sh)$/

/** What the command does to the shell's variables. */
export function followCommand(command: ShellCommand, variables: ShellVariables): void {
  const { name, args } = command
  if (name === undefined) return
  if (DECLARING.has(name)) for (const arg of args) declare(arg, command.conditional, variables)
  else if (READING.has(name)) for (const { value } of args) variables.set(value ?? '', undefined)
  else if (name === 'eval') variables.forgetAll()
  else if ((name === 'source' || name === '.') && !HARMLESS.test(args[0]?.value ?? '')) variables.forgetAll()
}

function declare({ value, raw }: ShellWord, conditional: boolean, variables: ShellVariables): void {
  const [, name, text] = /^([A-Za-z_]\w*)\+?=([\s\S]*)$/.exec(value ?? raw) ?? []
  if (name !== undefined) variables.set(name, conditional || value === undefined ? undefined : text)
}

/** Every name that something inside the node may set, in whatever order it runs. */
export function assignedNames(node: object): ReadonlySet<string> {
  const names = new Set<string>()
  collect(node as SyntaxNode, names)
  return names
}

function collect(node: SyntaxNode, names: Set<string>): void {
  if (node.type === 'Assignment') names.add(node.name)
  if (node.type === 'For' || node.type === 'Select') names.add(node.name.value)
  if (node.type === 'Command' && READING.has(node.name?.value ?? '')) {
    for (const arg of node.args) if (arg.type === 'Word') names.add(arg.value)
  }
  if (node.type !== 'Word') forEachChild(node, (child) => collect(child, names))
}
