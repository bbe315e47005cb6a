import type {
  AndOr,
  Assignment,
  Case,
  Command,
  CommandNode,
  CompoundList,
  If,
  Pipeline,
  PipelineNode,
  Redirected,
  Redirection,
  Script,
  Statement,
  Word,
  WordPart,
} from 'unbash'
import type { MappedText } from './mapped-text'
import { addCommand } from './shell-command'
import { type Circumstances, placed, type ScriptContext } from './shell-context'
import { hasOption, type Interpreter, isPosixShell, readsStdin } from './shell-kinds'
import { scriptText } from './shell-script-text'
import { assignedNames, followCommand } from './shell-state'
import type { ShellVariables } from './shell-variables'
import { isQuoted, wordValue } from './shell-words'
import type { Redirect, ShellWord } from './types'

type Options = Pick<Interpreter, 'errexit' | 'pipefail'>

const DEEPEST = 12

const MAYBE: Partial<Circumstances> = { conditional: true }
const LOST: Partial<Circumstances> = { conditional: true, failureIgnored: true }

/** Walks one parsed script in the order in which the shell runs it. */
export class ScriptWalker {
  #options: Options
  #nested = 0

  constructor(
    readonly context: ScriptContext,
    readonly source: MappedText,
    options: Options,
    public variables: ShellVariables,
  ) {
    this.#options = options
  }

  script(script: Script, around: Circumstances): void {
    this.#statements(script.commands, around)
  }

  #statements(statements: readonly Statement[], around: Circumstances): void {
    statements.forEach((statement, i) => {
      const tail = around.tail && i === statements.length - 1
      const lost = statement.background === true || (!tail && !this.#options.errexit)
      const inner = { ...around, tail, failureIgnored: around.failureIgnored || lost }
      const run = (): void => this.#andOrPipeline(statement.command, inner)
      if (statement.background) this.#inSubshell(run)
      else run()
    })
  }

  #list(list: CompoundList, around: Circumstances): void {
    this.#statements(list.commands, around)
  }

  #andOrPipeline(node: PipelineNode | AndOr, around: Circumstances): void {
    if (node.type === 'AndOr') this.#andOr(node, around)
    else if (node.type === 'Pipeline') this.#pipeline(node, around)
    else this.#node(node, around)
  }

  #andOr({ commands, operators }: AndOr, around: Circumstances): void {
    const rescued = lastRescue(commands, operators)
    commands.forEach((node, i) => {
      const swallowed = i <= rescued
      // `set -e` lets a failure pass that is not the list's last command.
      const passed = !around.tail && i < commands.length - 1
      this.#andOrPipeline(node, {
        ...around,
        conditional: around.conditional || swallowed || operators[i - 1] === '||',
        failureIgnored: around.failureIgnored || swallowed || passed,
      })
    })
    // Behind the list nobody knows which of its later commands ran.
    for (const node of commands.slice(1)) if (!around.tail) this.#forget(node)
  }

  #pipeline({ commands, prefixes }: Pipeline, around: Circumstances): void {
    const negated = prefixes.some(({ type }) => type === 'Negation')
    commands.forEach((node, i) => {
      const lost = i < commands.length - 1 && !this.#options.pipefail
      const inner = { ...around, failureIgnored: around.failureIgnored || lost, ...(negated && LOST) }
      if (commands.length > 1) this.#inSubshell(() => this.#node(node, inner))
      else this.#node(node, inner)
    })
  }

  #node(node: CommandNode | CompoundList, around: Circumstances): void {
    if (node.type === 'Command') this.#command(node, around)
    else if (node.type === 'CompoundList') this.#list(node, around)
    else if (node.type === 'BraceGroup') this.#list(node.body, around)
    else if (node.type === 'Subshell') this.#inSubshell(() => this.#list(node.body, around))
    else if (node.type === 'If') this.#if(node, around)
    else if (node.type === 'Case') this.#case(node, around)
    else if (node.type === 'Redirected') this.#redirected(node, around)
    else if (node.type === 'Function' || node.type === 'Coproc') {
      this.#unsure(node, () => this.#node(node.body, { ...around, ...LOST }))
    } else this.#loop(node, around)
  }

  #redirected({ command, redirects }: Redirected, around: Circumstances): void {
    this.#redirections(redirects, around)
    this.#node(command, around)
  }

  #if(node: If, around: Circumstances): void {
    this.#list(node.clause, { ...around, ...LOST })
    this.#list(node.then, { ...around, ...MAYBE })
    for (const elif of node.elif) {
      this.#list(elif.clause, { ...around, ...LOST })
      this.#list(elif.then, { ...around, ...MAYBE })
    }
    if (node.else) this.#list(node.else, { ...around, ...MAYBE })
    this.#forget(node)
  }

  #case(node: Case, around: Circumstances): void {
    this.#words([node.word], around)
    for (const item of node.items) this.#list(item.body, { ...around, ...MAYBE })
    this.#forget(node)
  }

  /** Only the last turn's status counts, and a later turn sees what an earlier one has set. */
  #loop(node: CommandNode, around: Circumstances): void {
    if (node.type !== 'For' && node.type !== 'Select' && node.type !== 'While' && node.type !== 'ArithmeticFor') return
    const always = node.type === 'For' && node.wordlist?.some((word) => !word.parts) === true
    const failureIgnored = around.failureIgnored || !this.#options.errexit
    this.#unsure(node, () => {
      if (node.type === 'For' || node.type === 'Select') this.#words(node.wordlist ?? [], around)
      if (node.type === 'While') this.#list(node.clause, { ...around, ...LOST })
      this.#list(node.body, { ...around, failureIgnored, conditional: around.conditional || !always })
    })
  }

  #unsure(node: object, run: () => void): void {
    this.#forget(node)
    run()
    this.#forget(node)
  }

  #forget(node: object): void {
    for (const name of assignedNames(node)) this.variables.set(name, undefined)
  }

  #inSubshell(run: () => void): void {
    const [outer, options] = [this.variables, this.#options]
    this.variables = outer.subshell()
    run()
    this.variables = outer
    this.#options = options
  }

  #command(node: Command, around: Circumstances): void {
    const prefix = node.prefix.filter((part) => part.type === 'Assignment')
    for (const { value } of prefix) this.#words(value.type === 'Word' ? [value] : value.elements, around, !node.name)
    const assignments = new Map(prefix.map((one) => [one.name, this.#assigned(one)] as const))
    if (!node.name) {
      for (const [name, value] of assignments) this.variables.set(name, around.conditional ? undefined : value)
      this.#redirections(node.redirects, around)
      return
    }
    this.#named(node, node.name, assignments, around)
  }

  #named(node: Command, name: Word, assignments: ReadonlyMap<string, string | undefined>, around: Circumstances): void {
    const nodes = new Map<ShellWord, Word>()
    const words = [name, ...node.args].map((arg) => {
      const word = arg.type === 'Word' ? this.#word(arg) : this.#assignmentWord(arg)
      if (arg.type === 'Word') nodes.set(word, arg)
      return word
    })
    const command = addCommand(
      this.context,
      {
        words,
        assignments,
        redirects: node.redirects.map((redirect) => this.#redirect(redirect)),
        span: placed(this.context, this.source, node.pos, node.end),
        scriptOf: (word) => scriptText(this.source, nodes.get(word)),
      },
      around,
      this.variables,
    )
    this.#words([name, ...node.args.map((arg) => (arg.type === 'Word' ? arg : arg.value))], around)
    this.#redirections(node.redirects, around)
    const options = command.args.map(({ value }) => value ?? 'c')
    if (isPosixShell(command.name ?? '') && readsStdin(options)) this.#heredocScripts(options, node.redirects, around)
    followCommand(command, this.variables)
    if (command.name === 'set') this.#set(command.args.map(({ value }) => value ?? ''))
  }

  #set(words: readonly string[]): void {
    const off = words.some((word) => /^\+[a-z]*e/.test(word))
    this.#options = {
      errexit: !off && (this.#options.errexit || hasOption(words, 'e')),
      pipefail: this.#options.pipefail || hasOption(words, 'pipefail'),
    }
  }

  #assigned({ value, append, index }: Assignment): string | undefined {
    if (value.type !== 'Word' || append || index) return undefined
    if (value.text === '') return ''
    // The right side of an assignment is not split at blanks.
    return wordValue(value, this.variables.lookup, true)
  }

  #word(word: Word): ShellWord {
    const value = wordValue(word, this.variables.lookup)
    return { value, ...this.#place(word.pos, word.end), quoted: isQuoted(word) }
  }

  #assignmentWord(node: Assignment): ShellWord {
    const value = this.#assigned(node)
    const quoted = node.value.type === 'Word' && isQuoted(node.value)
    return {
      value: value === undefined ? undefined : `${node.name}=${value}`,
      ...this.#place(node.pos, node.end),
      quoted,
    }
  }

  #place(pos: number, end: number): Pick<ShellWord, 'raw' | 'span'> {
    const span = placed(this.context, this.source, pos, end)
    return { raw: this.context.file.slice(span.start, span.end), span }
  }

  #redirect(node: Redirection): Redirect {
    const target = node.type !== 'HereDoc' && node.target ? this.#word(node.target) : undefined
    const before = this.source.text[node.pos - 1]
    const glued = before !== undefined && !/[\s;&|(]/.test(before)
    return { operator: node.operator, target, span: placed(this.context, this.source, node.pos, node.end), glued }
  }

  #redirections(redirects: readonly Redirection[], around: Circumstances): void {
    for (const node of redirects) if (node.type !== 'HereDoc' && node.target) this.#words([node.target], around)
  }

  /** `bash -eu <<EOF`: the lines are a script. */
  #heredocScripts(words: readonly string[], redirects: readonly Redirection[], around: Circumstances): void {
    const options = { errexit: hasOption(words, 'e'), pipefail: hasOption(words, 'pipefail') }
    for (const node of redirects) {
      if (node.type !== 'HereDoc') continue
      const body = this.source.slice(node.body.pos, node.body.end)
      const context = { ...this.context, depth: this.context.depth + 1 }
      context.read(context, body, options, this.variables.child(), {
        ...around,
        tail: true,
      })
    }
  }

  /** The commands inside `$( )`; only in a bare assignment does their failure show. */
  #words(words: readonly (Word | Assignment['value'])[], around: Circumstances, shows = false): void {
    const inner = { ...around, tail: true, failureIgnored: around.failureIgnored || !shows }
    for (const word of words) {
      if (word.type === 'ArrayValue') this.#words(word.elements, around, shows)
      else if (word.parts) this.#parts(word.parts, inner)
    }
  }

  #parts(parts: readonly WordPart[], around: Circumstances): void {
    for (const part of parts) {
      if (part.type === 'CommandExpansion' || part.type === 'ProcessSubstitution') this.#substitution(part, around)
      else if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') this.#parts(part.parts, around)
      else if (part.type === 'ParameterExpansion' && part.operation?.type === 'Default') {
        this.#parts(part.operation.operand.parts ?? [], { ...around, conditional: true })
      }
    }
  }

  /** Each level is parsed anew, so depth costs; a script with a source of its own (backticks with escapes in them) has no places in this file. */
  #substitution(part: { readonly script: Script | undefined }, around: Circumstances): void {
    const script = this.#nested < DEEPEST ? part.script : undefined
    if (!script || script.source !== undefined) return
    this.#nested++
    this.#inSubshell(() => this.script(script, around))
    this.#nested--
  }
}

/** The last command whose failure a `||` behind it makes good. */
function lastRescue(commands: readonly PipelineNode[], operators: readonly string[]): number {
  for (let i = operators.length - 1; i >= 0; i--) {
    const next = commands[i + 1]
    if (operators[i] === '||' && next && !endsInFailure(next)) return i
  }
  return -1
}

/** `|| exit 1`, `|| false`, `|| { echo …; exit 1; }`: the failure stays one. */
function endsInFailure(node: PipelineNode | AndOr): boolean {
  if (node.type === 'Command') {
    const name = node.name?.value
    return (
      name === 'false' || ((name === 'exit' || name === 'return') && node.suffix.length > 0 && !exitsWithZero(node))
    )
  }
  if (node.type !== 'BraceGroup' && node.type !== 'Subshell') return false
  const last = node.body.commands.at(-1)
  return last !== undefined && last.command.type !== 'AndOr' && endsInFailure(last.command)
}

const exitsWithZero = ({ args }: Command): boolean => args[0]?.type === 'Word' && args[0].value === '0'
