import type { Declaration, Instruction, Stage } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { defineRule, type Report } from '../../lint/rule'
import { addsCuda } from '../support/cuda-libraries'
import { cudaBase } from '../support/cuda-stage'
import { isPlaceholder } from '../support/root-image'

export default defineRule({
  meta: {
    id: 'dockerfile/unversioned-so-missing',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['LD_PRELOAD'],
    summary: 'A CUDA library of a runtime image is named with its version.',
    why: 'The runtime flavour has libcublas.so.12 but no libcublas.so: the names without a version come with the -dev packages.',
    messages: {
      missing:
        'LD_PRELOAD names {path}, but {image} has {name} only: names without a version come with the devel flavour. Every program of the container says "cannot be preloaded: ignored". Write {name}.',
    },
    sources: ['NVIDIA/nvidia-docker#508', 'table of library names (ELF SONAME fields)'],
    notes: [
      'Only for LD_PRELOAD in ENV and libraries below /usr/local/cuda of a runtime image. Silent where a link or a package may bring the name.',
    ],
  },
  *check(document, { facts, file }) {
    for (const stage of document.stages) {
      const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, facts)
      if (base?.parsed.kind !== 'runtime' || addsCuda(stage) || /\bln\b|ldconfig/.test(file.text)) continue
      for (const declaration of stage.instructions.flatMap(preloads))
        yield* ofDeclaration(declaration, base.minor, stage, facts)
    }
  },
})

const preloads = (instruction: Instruction): readonly Declaration[] =>
  instruction.keyword === 'ENV' && 'declarations' in instruction
    ? instruction.declarations.filter(({ name }) => name.value === 'LD_PRELOAD')
    : []

function* ofDeclaration(
  { value, instruction }: Declaration,
  minor: string,
  stage: Stage,
  facts: Facts,
): Iterable<Report> {
  if (!value) return
  for (const { 0: path, 1: library = '', index } of value.raw.matchAll(
    /\/usr\/local\/cuda[\w./-]*\/(lib\w+)\.so(?![\w.])/g,
  )) {
    const suffix = facts.soname(library, minor)
    if (!suffix) continue
    const start = value.span.start + index
    const at = { start, end: start + path.length }
    const fixes = [
      {
        title: `Write ${library}.so.${suffix}`,
        ops: [{ op: 'replace', file: instruction.file, span: at, text: `${path}.${suffix}` } as const],
      },
    ]
    yield {
      message: 'missing',
      data: { path, name: `${library}.so.${suffix}`, image: stage.rootImage ?? '' },
      at,
      fixes,
    }
  }
}
