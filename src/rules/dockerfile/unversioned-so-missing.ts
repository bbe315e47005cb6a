import type { Declaration, Instruction, Stage } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import type { Span } from '../../text'
import { addsCuda } from '../support/cuda-libraries'
import { cudaBase } from '../support/cuda-stage'
import { isPlaceholder } from '../support/root-image'
import { isCommandInstruction, textOf } from '../support/runs'

export default defineRule({
  meta: {
    id: 'dockerfile/unversioned-so-missing',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['LD_PRELOAD', 'CDLL', 'LoadLibrary', 'dlopen'],
    summary: 'A CUDA library of a runtime image is named with its version.',
    why: 'The runtime flavour has libcublas.so.12 but no libcublas.so: the names without a version come with the -dev packages.',
    messages: {
      missing:
        'LD_PRELOAD names {path}, but {image} has {name} only: names without a version come with the devel flavour. Every program of the container says "cannot be preloaded: ignored". Write {name}.',
      loaded:
        '{path} is loaded by a name that {image} does not have: the runtime flavour has {name} only, names without a version come with the devel flavour. The program stops with "cannot open shared object file". Write {name}.',
    },
    sources: ['NVIDIA/nvidia-docker#508', 'table of library names (ELF SONAME fields)'],
    notes: [
      'Only for LD_PRELOAD in ENV and libraries below /usr/local/cuda of a runtime image, and for ctypes, cffi and dlopen in its commands. Silent where a link or a package may bring the name.',
    ],
  },
  *check(document, { facts, file }) {
    for (const stage of document.stages) {
      const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, facts)
      if (base?.parsed.kind !== 'runtime' || addsCuda(stage) || /\bln\b|ldconfig/.test(file.text)) continue
      yield* inStage(stage, base.minor, facts)
    }
  },
})

function* inStage(stage: Stage, minor: string, facts: Facts): Iterable<Report> {
  for (const { value } of stage.instructions.flatMap(preloads))
    if (value) yield* found('missing', PRELOADED, value, minor, stage, facts)
  for (const command of stage.instructions.filter(isCommandInstruction))
    if (!GUARDED.test(textOf(command))) yield* found('loaded', LOADED, command, minor, stage, facts)
}

const preloads = (instruction: Instruction): readonly Declaration[] =>
  instruction.keyword === 'ENV' && 'declarations' in instruction
    ? instruction.declarations.filter(({ name }) => name.value === 'LD_PRELOAD')
    : []

const PRELOADED = /()(\/usr\/local\/cuda[\w./-]*\/(lib\w+)\.so)(?![\w.])/g
const LOADED = /((?:CDLL|LoadLibrary|dlopen)\(\s*\\?["'])((?:\/usr\/local\/cuda[\w./-]*\/)?(lib\w+)\.so)(?=\\?["'])/g
/** It may go on without the library. */
const GUARDED = /\b(?:try|except|catch|find_library)\b|\|\||\bif\b/

function* found(
  message: 'missing' | 'loaded',
  pattern: RegExp,
  place: { readonly span: Span },
  minor: string,
  { rootImage = '', from: { file } }: Stage,
  facts: Facts,
): Iterable<Report> {
  for (const { 1: before = '', 2: path = '', 3: library = '', index } of textOf({ file, ...place }).matchAll(pattern)) {
    const suffix = facts.soname(library, minor)
    if (!suffix) continue
    const start = place.span.start + index + before.length
    const at = { start, end: start + path.length }
    const name = `${library}.so.${suffix}`
    const op = { op: 'replace', file, span: at, text: `${path}.${suffix}` } as const
    yield { message, data: { path, name, image: rootImage }, at, fixes: [{ title: `Write ${name}`, ops: [op] }] }
  }
}
