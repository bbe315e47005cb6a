import type { ShellCommand, Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import type { Facts } from '../../facts'
import type { Span } from '../../text'
import { addsCuda } from './cuda-libraries'
import { type CudaBase, cudaBase } from './cuda-stage'
import { isPlaceholder } from './root-image'
import { isRun } from './runs'

/** A list of GPU generations to compile for, as a stage sets it. */
export interface ArchList {
  readonly name: 'TORCH_CUDA_ARCH_LIST' | 'CMAKE_CUDA_ARCHITECTURES'
  readonly at: Span
  /** The compute capabilities, `8.6`; words such as `Ampere` or `native` left out. */
  readonly capabilities: readonly string[]
  /** True where every entry is a number: no name, no `all`, no variable. */
  readonly plain: boolean
  /** True where code for virtual machines is kept, which newer cards compile for themselves. */
  readonly ptx: boolean
  /** Where the value stands alone, so that it can be rewritten. */
  readonly value: { readonly file: SourceFile; readonly span: Span; readonly text: string } | undefined
}

/** The CUDA that compiles in the stage: that of an nvidia/cuda -devel image, where nothing else brings a compiler. */
export function compilerOf(stage: Stage, facts: Facts): CudaBase | undefined {
  const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, facts)
  return base?.parsed.kind === 'devel' && !addsCuda(stage) ? base : undefined
}

/** Every list that the stage or its parents set: ENV, ARG with a default, `export`, and options of CMake. */
export const archListsOf = ({ lineage }: Stage): readonly ArchList[] =>
  lineage.flatMap((instruction) => {
    if ('declarations' in instruction)
      return instruction.declarations.flatMap(({ name, value }) =>
        value?.value !== undefined && name.value === 'TORCH_CUDA_ARCH_LIST'
          ? [read('TORCH_CUDA_ARCH_LIST', value.value, value.span, { file: instruction.file, ...value })]
          : [],
      )
    if (!isRun(instruction)) return []
    return instruction.commands.flatMap(({ name, args }) =>
      args.flatMap((word) => {
        const torch = name === 'export' && /^TORCH_CUDA_ARCH_LIST=(.+)/s.exec(word.value ?? '')
        if (torch) return [read('TORCH_CUDA_ARCH_LIST', torch[1] ?? '', word.span, undefined)]
        const cmake = name === 'cmake' && /^-DCMAKE_CUDA_ARCHITECTURES(?::\w+)?=(.+)/s.exec(word.value ?? '')
        return cmake ? [read('CMAKE_CUDA_ARCHITECTURES', cmake[1] ?? '', word.span, undefined)] : []
      }),
    )
  })

/** What one command alone is given: `TORCH_CUDA_ARCH_LIST="9.0" pip install …`. */
export const givenLists = ({ instructions }: Stage): readonly ArchList[] =>
  instructions.filter(isRun).flatMap(({ commands }) => commands.filter((one) => !one.conditional).flatMap(givenTo))

function givenTo({ assignments, span, nameWord, instruction: { file } }: ShellCommand): readonly ArchList[] {
  const text = assignments.get('TORCH_CUDA_ARCH_LIST')
  const head = file.text.slice(span.start, nameWord?.span.start)
  const [all = '', raw = ''] = /\bTORCH_CUDA_ARCH_LIST=("[^"$`\\]*"|'[^']*'|[^\s"'$`\\]+)(?=\s)/.exec(head) ?? []
  if (text === undefined || raw === '') return []
  const end = span.start + head.indexOf(all) + all.length
  const at = { start: end - raw.length, end }
  return [read('TORCH_CUDA_ARCH_LIST', text, at, { file, span: at, raw })]
}

interface Written {
  readonly file: SourceFile
  readonly span: Span
  readonly raw: string
}

function read(name: ArchList['name'], text: string, at: Span, written: Written | undefined): ArchList {
  const words = text.split(/[;,\s]+/).filter((word) => word !== '')
  const numbers = words.map((word) => capabilityOf(word, name))
  const capabilities = numbers.flatMap((one) => one ?? [])
  const isOwn = written !== undefined && !/\$/.test(written.raw)
  return {
    name,
    at,
    capabilities,
    plain: words.length > 0 && !numbers.includes(undefined),
    ptx: name === 'TORCH_CUDA_ARCH_LIST' ? /\+PTX/i.test(text) : words.some((word) => !word.endsWith('-real')),
    value: isOwn ? { file: written.file, span: written.span, text } : undefined,
  }
}

/** `8.6+PTX`, `9.0a`, and for CMake `86`, `90a-real`, `120-virtual`. */
function capabilityOf(word: string, name: ArchList['name']): string | undefined {
  const torch = /^(\d{1,2}\.\d)[af]?(?:\+PTX)?$/i.exec(word)
  if (name === 'TORCH_CUDA_ARCH_LIST') return torch?.[1]
  const [, major, minor] = /^(\d{1,2})(\d)[af]?(?:-(?:real|virtual))?$/.exec(word) ?? []
  return major === undefined ? undefined : `${major}.${minor}`
}
