import type { Lookup } from '../../documents/dockerfile/expand'
import type {
  CopyInstruction,
  Declaration,
  Instruction,
  ShellCommand,
  ShellWord,
  Stage,
  Word,
} from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import type { Facts } from '../../facts'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { cudaBase } from '../support/cuda-stage'
import { hasFlag, operands } from '../support/shell-arguments'
import { mayHoldOtherToolkit } from '../support/toolkit-source'

export default defineRule({
  meta: {
    id: 'dockerfile/cuda-dir-version-mismatch',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A path below /usr/local/cuda-X.Y must be of the CUDA that the image holds.',
    why: 'An nvidia/cuda image holds one toolkit. COPY and cd of another fail the build; a variable or link to it leads nowhere at run time.',
    messages: {
      copy: '{folder} is not in {image}, whose toolkit is /usr/local/cuda-{minor}. The build stops with "not found". Copy from {right} instead.',
      command:
        '{folder} is not in {image}, whose toolkit is /usr/local/cuda-{minor}. The command fails and stops the build. Use {right} instead.',
      link: '{folder} is not in {image}, whose toolkit is /usr/local/cuda-{minor}. The link leads nowhere, and what needs it fails only at run time. Use {right} instead.',
      variable:
        '{name} names {folder}, which is not in {image}: its toolkit is /usr/local/cuda-{minor}. Nothing is found there at run time. Use {right} instead.',
    },
    sources: ['aarnphm/distributed-deployment-ml', 'NVIDIA-NeMo/nemo-platform#1283'],
    notes: [
      "Only stages on nvidia/cuda are judged; what COPY takes from another stage is judged by that stage's image.",
      'Silent where another toolkit may come in: CUDA packages or installers, scripts that the file does not show, or something that makes the directory.',
      '/usr/local/cuda is a link to the toolkit of every image, and so fits any version.',
    ],
  },
  *check(document, { facts, file }) {
    if (!file.text.includes('/usr/local/cuda-') && !/cuda-\$/.test(file.text)) return
    for (const stage of document.stages)
      for (const instruction of stage.instructions) yield* reportsOf(instruction, stage, facts, file)
  },
})

/** What an image holds, and how to speak of it. */
interface Holder {
  readonly image: string
  readonly minor: string
}

function* reportsOf(instruction: Instruction, stage: Stage, facts: Facts, file: SourceFile): Iterable<Report> {
  if (!file.text.slice(instruction.span.start, instruction.span.end).includes('cuda-')) return
  if ('sources' in instruction) return yield* copyReports(instruction, facts, file)
  const holder = holderOf(stage.rootImage, stage, facts, file)
  if (!holder) return
  if (instruction.keyword === 'ENV' && 'declarations' in instruction)
    for (const declaration of instruction.declarations) yield* variableReports(declaration, holder, file)
  if (instruction.keyword === 'RUN' && 'commands' in instruction)
    for (const command of instruction.commands) yield* commandReports(command, holder, file)
}

function holderOf(image: string | undefined, stage: Stage | undefined, facts: Facts, file: SourceFile) {
  const base = cudaBase(image, facts)
  if (!base || !image || (stage && mayHoldOtherToolkit(stage, file))) return undefined
  return { image, minor: base.minor }
}

function* copyReports(copy: CopyInstruction, facts: Facts, file: SourceFile): Iterable<Report> {
  const { fromStage, fromImage, sources } = copy
  if (!copy.from) return
  const holder = holderOf(fromStage?.rootImage ?? fromImage?.value, fromStage, facts, file)
  for (const word of holder ? sources : [])
    yield* wordReports('copy', word, holder as Holder, file, (one) => copy.variable(one))
}

function* commandReports(command: ShellCommand, holder: Holder, file: SourceFile): Iterable<Report> {
  if (command.conditional || command.failureIgnored) return
  const words = operands(command)
  const { nameWord } = command
  if (nameWord?.raw.includes('/cuda-')) yield* wordReports('command', nameWord, holder, file)
  if (command.name === 'cd') yield* wordReports('command', words[0], holder, file)
  if (command.name !== 'ln') return
  // A link to nothing can be made, but not one in a folder that is not there.
  const into = words.slice(1).at(-1)
  const lost = into !== undefined && isBelowAbsent(into, holder)
  const message = hasFlag(command, 's', 'symbolic') && !lost ? 'link' : 'command'
  for (const word of lost || !into ? words : words.slice(0, -1)) yield* wordReports(message, word, holder, file)
}

const isBelowAbsent = (word: ShellWord, holder: Holder): boolean =>
  foldersIn(word.value ?? '').some(
    ({ folder, at, length }) => !holds(holder, folder) && word.value?.[at + length] === '/',
  )

function* variableReports(
  { name, value, instruction }: Declaration,
  holder: Holder,
  file: SourceFile,
): Iterable<Report> {
  for (const report of wordReports('variable', value, holder, file, (one) => instruction.variable(one)))
    yield { ...report, data: { ...report.data, name: name.raw } }
}

/** One report for each other toolkit that a word names. */
function* wordReports(
  message: string,
  word: Word | ShellWord | undefined,
  holder: Holder,
  file: SourceFile,
  variable: Lookup = () => undefined,
): Iterable<Report> {
  if (!word) return
  const written = foldersIn(word.raw, variable)
  const [first] = written.length > 0 ? written : foldersIn(word.value ?? '')
  const wrong = [...new Set(written.map(({ folder }) => folder))].filter((folder) => !holds(holder, folder))
  if (written.length === 0 && first && !holds(holder, first.folder)) wrong.push(first.folder)
  for (const folder of wrong) {
    const places = written.filter((one) => one.folder === folder).map((one) => placeOf(one, word.span))
    const rights = [`/usr/local/cuda-${holder.minor}`, '/usr/local/cuda']
    const ordered = message === 'variable' ? rights.reverse() : rights
    const data = { folder, image: holder.image, minor: holder.minor, right: ordered[0] ?? '' }
    const severity = message === 'variable' || message === 'link' ? 'warning' : 'error'
    yield { message, data, at: places[0] ?? word.span, severity, fixes: fixesOf(places, ordered, file) }
  }
}

const FOLDER = /\/usr\/local\/cuda-\d+\.\d+(?:\.\d+)*(?![\d*?[{]|\.[*?])/g
/** Nothing but the variable behind the dash: what follows might go on with the version. */
const NAMED = /\/usr\/local\/cuda-\$(?:\{(\w+)\}|(\w+))(?=[/:"\s]|$)/g

interface Folder {
  readonly folder: string
  readonly at: number
  readonly length: number
}

/** The folders that a text names, by their version or by a variable whose value is known. */
function foldersIn(text: string, variable: Lookup = () => undefined): readonly Folder[] {
  const plain = [...text.matchAll(FOLDER)].map((match) => ({
    folder: match[0],
    at: match.index,
    length: match[0].length,
  }))
  const named = text.includes("'")
    ? []
    : [...text.matchAll(NAMED)].flatMap((match) => {
        const folder = `/usr/local/cuda-${variable(match[1] ?? match[2] ?? '') ?? ''}`
        const [whole] = folder.match(FOLDER) ?? []
        return whole === folder ? [{ folder, at: match.index, length: match[0].length }] : []
      })
  return [...plain, ...named]
}

const placeOf = ({ at, length }: Folder, { start }: Span): Span => ({ start: start + at, end: start + at + length })

/** The images of CUDA 10.1 also hold /usr/local/cuda-10.2: their cuBLAS is of that version. */
const holds = ({ minor }: Holder, folder: string): boolean =>
  folder === `/usr/local/cuda-${minor}` || (minor === '10.1' && folder === '/usr/local/cuda-10.2')

const fixesOf = (places: readonly Span[], rights: readonly string[], file: SourceFile): readonly RuleFix[] =>
  places.length === 0
    ? []
    : rights.map((right) => ({
        title: `Use ${right}`,
        ops: places.map((span) => ({ op: 'replace', file, span, text: right }) as const),
      }))
