import type { Stage, Word } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { type CudaCopy, cudaCopies, singleLibrary, takesMany } from '../support/cuda-copies'
import { addsCuda, mayCarryCuda } from '../support/cuda-libraries'
import { cudaBase } from '../support/cuda-stage'
import { packagesOf } from '../support/python-packages'
import { fileName } from '../support/shell-arguments'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'dockerfile/partial-cuda-copy',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['.so'],
    summary: 'CUDA libraries that are copied one by one bring along what they load.',
    why: 'libcublas loads libcublasLt and libcudnn its sub-libraries: the program fails with one missing file after the other.',
    messages: {
      missing:
        '{source} is copied without {missing}, which it loads. The program fails with "{first}.so: cannot open shared object file". Copy {missing} too, or build on the -runtime image.',
    },
    sources: ['aarnphm/distributed-deployment-ml', 'google-research/ssl_detection#8', 'microsoft/onnxruntime#12540'],
    notes: [
      'Silent where a folder or a broader pattern is copied too, where packages or wheels bring CUDA, and on bases that hold CUDA themselves.',
    ],
  },
  *check(document, context) {
    if (!/^\s*(?:COPY|ADD)\s.*--from.*\.so/im.test(document.file.text)) return
    for (const stage of leavesOf(document)) {
      const copies = cudaCopies(stage, context.facts)
      if (copies.length === 0 || copies.some(({ copy }) => takesMany(copy)) || cudaBase(stage.rootImage, context.facts))
        continue
      if (hasOtherCuda(stage, copies) || mayCarryCuda(packagesOf(stage, context))) continue
      yield* missingIn(copies, context.facts)
    }
  },
})

const hasOtherCuda = (stage: Stage, copies: readonly CudaCopy[]): boolean => {
  const own = new Set<unknown>(copies.map(({ copy }) => copy))
  return addsCuda({ ...stage, lineage: stage.lineage.filter((one) => !own.has(one)) })
}

function* missingIn(copies: readonly CudaCopy[], facts: Facts): Iterable<Report> {
  const words = copies.flatMap((one) => one.copy.sources.map((source) => ({ ...one, source })))
  const copied = new Set(words.map(({ source }) => singleLibrary(source)))
  for (const { copy, source } of words) {
    const missing = loadedBy(source, facts).filter((library) => !copied.has(library))
    const [first] = missing
    if (!first) continue
    for (const library of missing) copied.add(library)
    const data = { source: fileName(source.value ?? ''), missing: missing.join(', '), first }
    yield { message: 'missing', data, at: source.span, fixes: alsoCopy({ copy }, source, missing) }
  }
}

/** What a library loads, as far as is known: names without `.so`. */
function loadedBy(source: Word, facts: Facts): readonly string[] {
  const library = singleLibrary(source)
  if (library === 'libcublas') return ['libcublasLt']
  const major = /libcudnn\.so\.(\d+)/.exec(source.value ?? '')?.[1]
  return library === 'libcudnn' && major ? (facts.cudnnLibrary(major)?.sublibraries ?? []) : []
}

function alsoCopy({ copy }: Pick<CudaCopy, 'copy'>, source: Word, missing: readonly string[]): readonly RuleFix[] {
  const folder = source.value?.slice(0, -fileName(source.value).length)
  const target = copy.destination?.value
  if (!copy.from || !folder || !target || source.expanded) return []
  const into = target.endsWith('/') ? target : `${target.slice(0, -fileName(target).length)}`
  const names = missing.every((library) => library.startsWith('libcudnn_'))
    ? ['libcudnn_*']
    : missing.map((library) => `${library}.so*`)
  const lines = [
    `COPY --from=${copy.from.raw} ${names.map((name) => folder + name).join(' ')} ${into === '' ? './' : into}`,
  ]
  return [
    { title: `Copy ${names.join(' ')} too`, ops: [{ op: 'insert-lines', file: copy.file, after: copy.span, lines }] },
  ]
}
