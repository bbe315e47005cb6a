import { Kept } from '../../text'
import { type Arguments, readArguments } from './pip-arguments'
import type { PackageInstall, Requirement } from './pip-types'
import { parseCondaSpec, parsePoetrySpec, parseRequirement, type RequirementText } from './requirement'
import type { RunInstruction, ShellCommand, ShellWord } from './types'

type Tool = PackageInstall['tool']

/** The tool that installs, and how many arguments stand before the packages (`-m pip install`: 3). */
interface Invocation {
  readonly tool: Tool
  readonly skip: number
}

const direct = new Kept<RunInstruction, readonly PackageInstall[]>()
const locked = new Kept<RunInstruction, readonly PackageInstall[]>()

/** The package installs of an instruction, in order; read once. */
export const packageInstalls = (instruction: RunInstruction): readonly PackageInstall[] =>
  once(direct, instruction, packageInstall)

/**
 * `uv sync`, `poetry install`, `pdm install`: what pyproject.toml says, in the versions of a lock file; read once.
 * An option that asks for extras stands among the files: what it brings is not read.
 */
export const projectInstalls = (instruction: RunInstruction): readonly PackageInstall[] =>
  once(locked, instruction, projectInstall)

function once(
  memo: Kept<RunInstruction, readonly PackageInstall[]>,
  instruction: RunInstruction,
  read: (command: ShellCommand) => PackageInstall | undefined,
): readonly PackageInstall[] {
  const found = memo.get(instruction) ?? instruction.commands.flatMap((command) => read(command) ?? [])
  memo.set(instruction, found)
  return found
}

/** Stands among the flags of an install whose versions a lock file chooses. */
export const LOCKED = '--locked'

function projectInstall(command: ShellCommand): PackageInstall | undefined {
  const { name = '', nameWord, args } = command
  const verb = args[skipOptions(args, 0)]?.value ?? ''
  if (!nameWord || !/^(?:uv sync|poetry install|pdm (?:install|sync))$/.test(`${name} ${verb}`)) return undefined
  const install = readInstall(command, { tool: name === 'uv' ? 'uv' : 'poetry', skip: args.length })
  const extras = args.filter(({ value = '' }) => /^(?:-E|--(?:all-)?extras?)(?:=|$)/.test(value))
  return { ...install, requirementFiles: [{ ...nameWord, value: 'pyproject.toml' }, ...extras], flags: [LOCKED] }
}

function packageInstall(command: ShellCommand): PackageInstall | undefined {
  const invocation = invocationOf(command)
  return invocation && readInstall(command, invocation)
}

function readInstall(command: ShellCommand, invocation: Invocation): PackageInstall {
  const { tool, skip } = invocation
  const given = readArguments(command.args.slice(skip), tool)
  return {
    tool,
    command,
    instruction: command.instruction,
    requirements: requirementsOf(command.instruction, given, tool),
    indexUrl: given.words.get('index')?.at(-1),
    extraIndexUrls: given.words.get('extra-index') ?? [],
    findLinks: given.words.get('find-links') ?? [],
    requirementFiles: filesOf(command, given, tool),
    elsewhere: given.words.has('elsewhere'),
    flags: given.flags,
  }
}

/** `conda env create` without a name reads environment.yml. */
function filesOf({ args }: ShellCommand, given: Arguments, tool: Tool): readonly ShellWord[] {
  const named = given.words.get('requirement') ?? []
  const env = tool === 'conda' && named.length === 0 ? args.find(({ value }) => value === 'env') : undefined
  return env ? [{ ...env, value: 'environment.yml' }] : named
}

const VERBS: ReadonlyMap<Tool, RegExp> = new Map([
  ['pip', /^install$/],
  ['uv', /^(?:add|install)$/],
  ['conda', /^(?:install|create)$/],
  ['poetry', /^add$/],
  ['pipenv', /^install$/],
])

function invocationOf({ name, args }: ShellCommand): Invocation | undefined {
  const own = toolOf(name ?? '')
  if (own) return withVerb(own, args, 0)
  if (!/^python(?:\d(?:\.\d+)?)?$/.test(name ?? '')) return undefined
  const module = args.findIndex(({ value }) => value === '-m')
  const tool = module < 0 ? undefined : toolOf(args[module + 1]?.value ?? '')
  return tool && args.slice(0, module).every(({ value }) => value?.startsWith('-'))
    ? withVerb(tool, args, module + 2)
    : undefined
}

function toolOf(name: string): Tool | undefined {
  if (/^pip(?:\d(?:\.\d+)?)?$/.test(name)) return 'pip'
  if (/^(?:conda|mamba|micromamba)$/.test(name)) return 'conda'
  return name === 'uv' || name === 'poetry' || name === 'pipenv' ? name : undefined
}

/** Options may stand before the verb: `pip --no-cache-dir install`, `uv --quiet pip install`. */
function withVerb(tool: Tool, args: readonly ShellWord[], from: number): Invocation | undefined {
  let at = skipOptions(args, from)
  const inUv = tool === 'uv' && args[at]?.value === 'pip'
  if (inUv) at = skipOptions(args, at + 1)
  const inEnv = tool === 'conda' && args[at]?.value === 'env'
  if (inEnv) at = skipOptions(args, at + 1)
  const verb = args[at]?.value ?? ''
  if (inEnv) return /^(?:create|update)$/.test(verb) ? { tool, skip: at + 1 } : undefined
  if (tool === 'uv' && verb !== (inUv ? 'install' : 'add')) return undefined
  return VERBS.get(tool)?.test(verb) ? { tool, skip: at + 1 } : undefined
}

const GLOBAL_WITH_WORD =
  /^--(?:proxy|timeout|retries|log|cache-dir|python|directory|project|color|exists-action|trusted-host|cert)$/

function skipOptions(args: readonly ShellWord[], from: number): number {
  let at = from
  while (args[at]?.value?.startsWith('-')) at += GLOBAL_WITH_WORD.test(args[at]?.value ?? '') ? 2 : 1
  return at
}

function requirementsOf(instruction: RunInstruction, given: Arguments, tool: Tool): readonly Requirement[] {
  const { path } = instruction.file
  const plain = given.positional.flatMap((word) => located(word, parserOf(tool), path))
  const editable = (given.words.get('editable') ?? []).flatMap((word) => located(word, editableText, path))
  return [...plain, ...editable]
}

type Parser = (text: string) => RequirementText | undefined

const parserOf = (tool: Tool): Parser =>
  tool === 'conda' ? parseCondaSpec : tool === 'poetry' ? parsePoetrySpec : parseRequirement

/** `-e src` is a path even where it looks like a name. */
const editableText: Parser = (text) => parseRequirement(/^[./]|:\/\/|^git\+/.test(text) ? text : `./${text}`)

function located(word: ShellWord, parser: Parser, path: string): readonly Requirement[] {
  const said = parser(word.value ?? written(word))
  if (!said || /\$/.test(said.name)) return []
  return [{ ...said, span: word.span, path }]
}

/** A word with an unknown variable still names its package: `torch==${V}`. */
const written = ({ raw }: ShellWord): string => raw.replace(/["']/g, '')
