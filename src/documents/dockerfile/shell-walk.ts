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
import { lastRescue } from './shell-failure'
import { hasOption, type Interpreter, isPosixShell, readsStdin } from './shell-kinds'
import { scriptText } from './shell-script-text'
import { assignedNames, followCommand } from './shell-state'
import type { ShellVariables } from './shell-variables'
import { WordReader } from './shell-word-reader'
import type { ShellCommand, ShellWord } from './types'

type Options = Pick<Interpreter, 'errexit' | 'pipefail'>

/** Levels of `$( )` inside each other that are read. */
const DEEPEST = 12

/** A command's words and the values that stand before its name. */
interface ReadCommand {
  readonly reader: WordReader
  readonly assignments: ReadonlyMap<string, string | undefined>
}

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
    const reader = new WordReader(this.context, this.source, this.variables.lookup)
    const assignments = new Map(prefix.map((one) => [one.name, reader.assigned(one)] as const))
    if (!node.name) {
      for (const [name, value] of assignments) this.variables.set(name, around.conditional ? undefined : value)
      this.#redirections(node.redirects, around)
      return
    }
    this.#named(node, [node.name, ...node.args], { reader, assignments }, around)
  }

  #named(node: Command, parts: readonly (Word | Assignment)[], read: ReadCommand, around: Circumstances): void {
    const nodes = new Map<ShellWord, Word>()
    const words = parts.map((part) => {
      const word = part.type === 'Word' ? read.reader.word(part) : read.reader.assignment(part)
      if (part.type === 'Word') nodes.set(word, part)
      return word
    })
    const command = addCommand(
      this.context,
      {
        words,
        assignments: read.assignments,
        redirects: node.redirects.map((redirect) => read.reader.redirect(redirect)),
        span: placed(this.context, this.source, node.pos, node.end),
        scriptOf: (word) => scriptText(this.source, nodes.get(word)),
      },
      around,
      this.variables,
    )
    this.#words(
      parts.map((part) => (part.type === 'Word' ? part : part.value)),
      around,
    )
    this.#redirections(node.redirects, around)
    this.#follow(command, node, around)
  }

  /** What the command does to the shell that runs it, and the script that a shell reads from its standard input. */
  #follow(command: ShellCommand, { redirects }: Command, around: Circumstances): void {
    const options = command.args.map(({ value }) => value ?? 'c')
    if (isPosixShell(command.name ?? '') && readsStdin(options)) this.#heredocScripts(options, redirects, around)
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
