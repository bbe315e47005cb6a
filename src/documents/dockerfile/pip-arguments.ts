import type { ShellWord } from './types'

/** Arguments of an install command, sorted. */
export interface Arguments {
  readonly positional: readonly ShellWord[]
  /** The words that options take, by what the option is for. */
  readonly words: ReadonlyMap<string, readonly ShellWord[]>
  /** Options as written, without their words; an argument that is not known (`$PIP_ARGS`) stands as written, for it may hold options. */
  readonly flags: readonly string[]
}

type Options = Readonly<Record<string, string>>

const PIP: Options = {
  '-i': 'index',
  '--index-url': 'index',
  '--pypi-url': 'index',
  '--default-index': 'index',
  '--extra-index-url': 'extra-index',
  '-f': 'find-links',
  '--find-links': 'find-links',
  '-r': 'requirement',
  '--requirement': 'requirement',
  '--requirements': 'requirement',
  '-e': 'editable',
  '--editable': 'editable',
  '-t': 'elsewhere',
  '--target': 'elsewhere',
  '--prefix': 'elsewhere',
  '--root': 'elsewhere',
  ...others(
    '-c --constraint --constraints --build-constraint --python --python-version --platform --abi --implementation --no-binary --only-binary --src --progress-bar --root-user-action',
    '--trusted-host --proxy --timeout --retries --cache-dir --cert --client-cert --log --exists-action --upgrade-strategy -C --config-settings --config-setting --global-option --build-option',
    '--install-option --use-feature --use-deprecated --report --group --keyring-provider --index-strategy --resume-retries --uploaded-prior-to',
  ),
}

const UV: Options = {
  ...PIP,
  '--index': 'extra-index',
  '--override': 'other',
  ...others(
    '-p -P --upgrade-package --reinstall-package --refresh-package --extra --exclude-newer --link-mode --resolution --prerelease --torch-backend',
    '--python-platform --config-file --directory --project --no-build-package --no-binary-package --no-build-isolation-package --tag --branch --rev --optional --package --script --bounds -b --overrides --build-constraints --fork-strategy',
  ),
}

const CONDA: Options = {
  '-f': 'requirement',
  '--file': 'requirement',
  ...others(
    '-n --name -p --prefix -c --channel --repodata-fn --solver --platform --subdir --experimental --revision --clone -r --root-prefix --category --rc-file',
  ),
}

const POETRY: Options = others(
  '-G --group -E --extras --python --platform --source -P --project -C --directory --optional-group',
)

const PIPENV: Options = {
  ...PIP,
  '--index': 'index',
  ...others('-c --code --extra-pip-args --pypi-mirror --categories --extras'),
}

function others(...lists: readonly string[]): Options {
  return Object.fromEntries(lists.flatMap((list) => list.split(' ').map((name) => [name, 'other'])))
}

const TABLES = { pip: PIP, uv: UV, conda: CONDA, poetry: POETRY, pipenv: PIPENV }

export function readArguments(args: readonly ShellWord[], tool: keyof typeof TABLES): Arguments {
  const table = TABLES[tool]
  const positional: ShellWord[] = []
  const words = new Map<string, ShellWord[]>()
  const flags: string[] = []
  let literal = false
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as ShellWord
    const text = word.value ?? word.raw
    if (literal || !isOption(word)) positional.push(word)
    else literal = text === '--'
    if (literal || positional.at(-1) === word) continue
    const [option, own] = splitOption(word, text, table)
    flags.push(option)
    const role = table[option]
    if (!role) continue
    const value = own ?? args[++at]
    if (value) words.set(role, [...(words.get(role) ?? []), value])
  }
  return { positional, words, flags: [...flags, ...positional.filter(isUnknown).map(({ raw }) => raw)] }
}

const isOption = ({ value, raw }: ShellWord): boolean => /^["']?-./.test(value ?? raw)

/** A word that is wholly a variable may be anything. */
const isUnknown = ({ value, raw }: ShellWord): boolean => value === undefined && /^["']?[$`]/.test(raw)

/** `--option=word` and `-rfile` carry their word with them. */
function splitOption(word: ShellWord, text: string, table: Options): readonly [string, ShellWord | undefined] {
  const equals = text.indexOf('=')
  if (text.startsWith('--') && equals > 0) return [text.slice(0, equals), tail(word, equals + 1)]
  const short = text.slice(0, 2)
  if (!text.startsWith('--') && text.length > 2 && table[short]) return [short, tail(word, 2)]
  return [text, undefined]
}

/** The part of a word behind its option, with its own place where it stands unquoted. */
function tail(word: ShellWord, from: number): ShellWord {
  const lead = /^["']/.test(word.raw) ? 1 : 0
  const raw = word.raw.slice(from + lead)
  const start = Math.min(word.span.start + from + lead, word.span.end)
  return { value: word.value?.slice(from), raw, span: { start, end: word.span.end }, quoted: word.quoted }
}
