import type {
  Declaration,
  Instruction,
  RunInstruction,
  ShellCommand,
  Stage,
  Word,
} from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import { compareVersions } from '../../facts'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { cudaBase } from '../support/cuda-stage'
import { isRun, textOf } from '../support/runs'

const OLD = /7fa2af80/i
const NEW = /3bf863cc|cuda-keyring/i
/** The old key still signs NVIDIA's repository for machine learning (NVIDIA/nvidia-docker#1631). */
const LEARNING = /machine-learning/i

export default defineRule({
  meta: {
    id: 'dockerfile/nvidia-apt-key-rotated',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    summary: "NVIDIA's package repository must be read with its key of 2022.",
    why: 'NVIDIA changed the key of its CUDA repositories on 2022-04-27: with the old one apt-get update fails.',
    messages: {
      old: 'The key 7fa2af80 no longer signs NVIDIA\'s CUDA repository: it was replaced on 2022-04-27, and apt-get update fails with "NO_PUBKEY A4B469963BF863CC". Use 3bf863cc, or install the package cuda-keyring.',
      beside:
        'The key 7fa2af80 no longer signs NVIDIA\'s CUDA repository: it was replaced on 2022-04-27, and apt-get update fails with "NO_PUBKEY A4B469963BF863CC". Add the key 3bf863cc beside it: the repository for machine learning is still signed with the old one.',
      conflict:
        'The package cuda-keyring brings its own entry for NVIDIA\'s CUDA repository, and {file} has another one without "signed-by". apt-get update fails with "Conflicting values set for option Signed-By". Delete {file} before cuda-keyring is installed.',
    },
    sources: [
      'NVIDIA/nvidia-docker#1631',
      'NVIDIA/nvidia-docker#1632',
      'NVIDIA/cuda-repo-management#1',
      'NVIDIA/nvidia-container-toolkit#257',
    ],
    notes: [
      "Silent where the new key or cuda-keyring is added as well, where the old key is deleted, for NVIDIA's repository for machine learning (which the old key still signs), and on nvidia/cuda images from CUDA 11.7 on, which bring the new key along. On older ones it is a warning: when an image was last rebuilt cannot be seen in its tag, and `apt-get update` on an old tag alone is no finding.",
    ],
  },
  *check(document, context) {
    if (!/7fa2af80|cuda-keyring/i.test(document.file.text)) return
    for (const stage of document.stages) {
      yield* oldKeys(stage, context)
      yield* conflicts(stage, context)
    }
  },
})

/** CUDA images until 11.6 are older than the new key: who rebuilt them, and when, is not known; later ones bring it along. */
function baseAge({ rootImage }: Stage, { facts }: RuleContext): 'none' | 'old' | 'new' {
  const base = cudaBase(rootImage, facts)
  if (!base) return 'none'
  return compareVersions(base.minor, '11.7') < 0 && /^ubuntu|^$/.test(base.parsed.os ?? '') ? 'old' : 'new'
}

function* oldKeys(stage: Stage, context: RuleContext): Iterable<Report> {
  const { lineage } = stage
  const keys = keysOf(stage, context)
  if (keys.length === 0 || lineage.some((one) => NEW.test(codeOf(one) || declaredIn(one)))) return
  const age = baseAge(stage, context)
  const learns = keyOfLearning(stage)
  if (age !== 'new' && !(learns && age === 'none' && !lineage.some((one) => ADDS_CUDA.test(codeOf(one)))))
    yield* keys.map((key) => reportOf(key, age, learns))
}

/** A new key may be named by a variable as well as the old one. */
const declaredIn = (instruction: Instruction): string => ('declarations' in instruction ? textOf(instruction) : '')

/** True where the one old key serves the repository for machine learning too. */
function keyOfLearning({ lineage }: Stage): boolean {
  const code = lineage.map(codeOf).join('\n')
  return LEARNING.test(code) && !/machine-learning[^\s"']*7fa2af80/i.test(code)
}

function reportOf({ file, at, isAddress }: Key, age: 'none' | 'old', learns: boolean): Report {
  const op = { op: 'replace', file, span: at, text: '3bf863cc' } as const
  // Without the old key the other repository could not be read any more.
  const fixes = isAddress && !learns ? [{ title: 'Use the key 3bf863cc', ops: [op] }] : []
  return { message: learns ? 'beside' : 'old', at, fixes, severity: age === 'old' ? 'warning' : 'error' }
}

/** An entry for the repository of CUDA itself, not only its key. */
const ADDS_CUDA = /\b(?:deb|add-apt-repository)\s[^\n]*\/compute\/cuda\/repos|cuda-repo-/

interface Key {
  readonly file: SourceFile
  /** Where its id is written. */
  readonly at: Span
  /** True where it is a part of the key's address, and of nothing else. */
  readonly isAddress: boolean
}

/** The old keys that a stage adds, each place once. */
function keysOf(stage: Stage, { document }: RuleContext): readonly Key[] {
  const globals = document.kind === 'dockerfile' ? document.globalArgs : []
  const own = stage.lineage.flatMap((one) => ('declarations' in one ? one.declarations : []))
  const found = stage.instructions.flatMap((instruction) =>
    keyWords(instruction).flatMap((word) => keyIn(word, instruction.file, [...globals, ...own]) ?? []),
  )
  return found.filter(({ at }, i) => found.findIndex((other) => other.at.start === at.start) === i)
}

type KeyWord = Pick<Word, 'raw' | 'value' | 'span'>

/** Where the word, or the variable that it names, holds the id. */
function keyIn({ raw, value, span }: KeyWord, file: SourceFile, declared: readonly Declaration[]): Key | undefined {
  const isAddress = /7fa2af80\.pub/i.test(value ?? raw)
  if (OLD.test(raw)) return { file, at: placeIn(raw, span), isAddress }
  const source = declared.filter((one) => OLD.test(one.value?.raw ?? '') && uses(raw, one.name.raw)).at(-1)
  if (!source?.value) return undefined
  const once = file.text.split(new RegExp(`\\$\\{?${source.name.raw}\\b`)).length === 2
  return { file, at: placeIn(source.value.raw, source.value.span), isAddress: isAddress && once }
}

const uses = (raw: string, name: string): boolean => new RegExp(`\\$\\{?${name}\\b`).test(raw)

function placeIn(raw: string, { start }: Span): Span {
  const index = OLD.exec(raw)?.index ?? 0
  return { start: start + index, end: start + index + '7fa2af80'.length }
}

/** Words of commands that fetch or add the old key; not those that delete it or work on a file already fetched. */
function keyWords(instruction: Instruction): readonly KeyWord[] {
  if ('sources' in instruction) return instruction.keyword === 'ADD' ? instruction.sources.filter(isOldAddress) : []
  if (!isRun(instruction)) return []
  return instruction.commands.flatMap(({ name, args, conditional }) => {
    if (conditional || !/^(?:apt-key|curl|wget|gpg)$/.test(name ?? '') || /^(?:del|rm)$/.test(args[0]?.value ?? ''))
      return []
    return args.filter(isOldKey)
  })
}

const isOldKey = ({ raw, value = raw }: KeyWord): boolean =>
  /7fa2af80\.pub|^["']?(?:0x)?(?:F60F4B3D)?7fa2af80/i.test(value) && !LEARNING.test(value)

const isOldAddress = ({ raw, value = raw }: KeyWord): boolean =>
  OLD.test(value) && /^https?:/.test(value) && !LEARNING.test(value)

const codeOf = (instruction: Instruction): string =>
  instruction.keyword === 'RUN' || 'sources' in instruction ? textOf(instruction) : ''

const LIST = /\/etc\/apt\/sources\.list\.d\/[\w.-]+\.list\b/

/** A list of the image or of one's own beside that of cuda-keyring, both of the same repository. */
function* conflicts(stage: Stage, context: RuleContext): Iterable<Report> {
  const own = baseAge(stage, context) === 'old' ? '/etc/apt/sources.list.d/cuda.list' : undefined
  const lists = new Set(own ? [own] : [])
  for (const instruction of stage.lineage.filter(isRun)) {
    for (const command of instruction.commands) {
      follow(command, lists)
      const [file] = lists
      if (!file || command.conditional || !installsKeyring(command)) continue
      yield {
        message: 'conflict',
        data: { file },
        at: command.span,
        fixes: deleting(file, command),
        severity: file === own ? 'warning' : 'error',
      }
    }
  }
}

const installsKeyring = ({ name, args }: ShellCommand): boolean =>
  /^(?:dpkg|apt|apt-get)$/.test(name ?? '') && args.some(({ raw }) => /cuda-keyring\S*\.deb/.test(raw))

function follow({ name, args, redirects, instruction, conditional }: ShellCommand, lists: Set<string>): void {
  const written = writtenList(
    instruction,
    redirects.map(({ target }) => target?.value ?? ''),
  )
  if (written && !conditional) lists.add(written)
  if (!/^(?:rm|sed|mv)$/.test(name ?? '')) return
  for (const list of [...lists]) if (args.some(({ raw }) => covers(raw, list))) lists.delete(list)
}

function deleting(list: string, { instruction, span }: ShellCommand): readonly RuleFix[] {
  if (instruction.exec) return []
  const at = { start: span.start, end: span.start }
  return [
    {
      title: `Delete ${list} first`,
      ops: [{ op: 'replace', file: instruction.file, span: at, text: `rm -f ${list} && ` }],
    },
  ]
}

const covers = (pattern: string, list: string): boolean =>
  list.startsWith(pattern.replace(/["'].*|\*.*$/g, '')) && pattern.includes('/')

function writtenList(run: RunInstruction, targets: readonly string[]): string | undefined {
  const list = targets.find((target) => LIST.test(target))
  const text = textOf(run)
  const isCuda = /deb\s+(?:\[[^\]]*\]\s*)?https?:\/\/developer\.download\.nvidia\.com\/compute\/cuda\/repos/.test(text)
  return list && isCuda && !/signed-by/.test(text) ? list : undefined
}
