import type { Declaration } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import type { Facts } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import type { Span } from '../../text'
import { baseLibraryPath, libraryPathsOf } from '../support/library-path'
import { type PathElement, partedPaths, pathElements } from '../support/path-elements'

export default defineRule({
  meta: {
    id: 'dockerfile/ld-library-path-points-to-file',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'LD_LIBRARY_PATH must list directories, parted by colons.',
    why: 'The loader looks for libraries in directories; an entry that is a file, or two paths run together, is skipped without a word.',
    messages: {
      file: '"{entry}" in LD_LIBRARY_PATH is a library file. The loader searches directories only and skips the entry without a word. Write its directory: {directory}.',
      blank:
        '"{entry}" in LD_LIBRARY_PATH holds a blank, which is taken as part of the directory\'s name. The loader finds no such directory and skips it. Part directories by a colon alone: {repaired}.',
      root: '"{entry}" in LD_LIBRARY_PATH is two directories that run together into one that does not exist, and the loader skips it. Put a colon between them: {repaired}.',
      joined:
        'A colon is missing beside {variable} in LD_LIBRARY_PATH: it holds "{old}" here, so two directories run together into one that does not exist. Put ":" between them.',
    },
    sources: ['NVIDIA/nvidia-container-toolkit#254'],
    notes: [
      'A missing colon is reported only where the old value is known to be there: on nvidia/cuda images, or after another ENV of the file.',
      'The library may still be found through the cache of ldconfig, so this is a warning.',
    ],
  },
  *check(document, { facts, file }) {
    for (const instruction of document.instructions)
      for (const declaration of libraryPathsOf(instruction)) yield* reportsOf(declaration, file, facts)
  },
})

function* reportsOf(declaration: Declaration, file: SourceFile, facts: Facts): Iterable<Report> {
  const { value } = declaration
  if (!value) return
  const elements = pathElements(value)
  for (const element of elements) {
    const report = fileReport(element, file) ?? blankReport(element, file) ?? rootReport(element, file)
    if (report) yield report
  }
  for (const element of elements) yield* joinedReports(element, declaration, facts, file)
}

/** What $LD_LIBRARY_PATH is at this point, where it is surely something. */
function oldValue({ instruction }: Declaration, facts: Facts): string | undefined {
  const set = instruction.variable('LD_LIBRARY_PATH')
  if (set !== undefined) return set ?? undefined
  return instruction.stage && baseLibraryPath(instruction.stage, facts)
}

function fileReport({ text, span }: PathElement, file: SourceFile): Report | undefined {
  const [, folder = ''] = /^\s*(.*)\/[^/\s]*\.so(?:[.\d*]*)\s*$/.exec(text) ?? []
  if (folder === '' || /['"]/.test(text)) return undefined
  const fixes = [{ title: `Write the directory ${folder}`, ops: [replace(file, span, folder)] }]
  return { message: 'file', data: { entry: text.trim(), directory: folder }, at: span, fixes }
}

/** A directory may have a blank in its name; never at an end, and never before a slash. */
function blankReport({ text, span }: PathElement, file: SourceFile): Report | undefined {
  if (text.trim() === '' || /['"\\#]/.test(text) || !/^\s|\s$|\s\//.test(text)) return undefined
  const repaired = text.trim().replace(/\s+(?=\/)/g, ':')
  const fixes = [{ title: `Write ${repaired}`, ops: [replace(file, span, repaired)] }]
  return { message: 'blank', data: { entry: text, repaired }, at: span, fixes }
}

function rootReport({ text, span, verbatim }: PathElement, file: SourceFile): Report | undefined {
  const repaired = verbatim ? partedPaths(text) : undefined
  if (repaired === undefined) return undefined
  const fixes = [{ title: 'Add the colon', ops: [replace(file, span, repaired)] }]
  return { message: 'root', data: { entry: text, repaired }, at: span, fixes }
}

function* joinedReports(
  element: PathElement,
  declaration: Declaration,
  facts: Facts,
  file: SourceFile,
): Iterable<Report> {
  const at = expansionIn(element, declaration)
  const ops = at ? colonsAround(at, element, file) : []
  const old = ops.length > 0 ? oldValue(declaration, facts) : undefined
  if (!at || !old) return
  const data = { variable: file.text.slice(at.start, at.end), old }
  yield { message: 'joined', data, at, fixes: [{ title: 'Add the colon', ops }] }
}

/** Where the old value is put in. Within `${A:+…}` the author parts it himself; single quotes keep Docker from expanding. */
function expansionIn({ text, span, verbatim }: PathElement, { value }: Declaration): Span | undefined {
  const match = /\$(?:LD_LIBRARY_PATH\b|\{LD_LIBRARY_PATH\})/.exec(text)
  if (!match || !verbatim || value?.raw.includes("'") || /\$\{\w+:?[-+]/.test(text)) return undefined
  const start = span.start + match.index
  return { start, end: start + match[0].length }
}

function colonsAround({ start, end }: Span, { text, span }: PathElement, file: SourceFile) {
  const before = start > span.start && !/^"$/.test(text.slice(0, start - span.start))
  return [
    ...(before ? [replace(file, { start, end: start }, ':')] : []),
    ...(file.text[end] === '/' ? [replace(file, { start: end, end }, ':')] : []),
  ]
}

const replace = (file: SourceFile, span: Span, text: string) => ({ op: 'replace', file, span, text }) as const
