import type {
  CopyInstruction,
  Instruction,
  RunInstruction,
  ShellCommand,
  Stage,
} from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import { defineRule, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { libraryPathsOf } from '../support/library-path'
import { fileName, operands, textOf } from '../support/shell-arguments'
import { stubsConfigured, stubsOnPath } from '../support/stub-path'

export default defineRule({
  meta: {
    id: 'dockerfile/cuda-stubs-at-runtime',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'The final image must not offer the CUDA stub in place of the driver.',
    why: 'The stub is for linking only. Where a program finds it before the driver, CUDA fails with "CUDA driver is a stub library" (error 34), on a good host too.',
    messages: {
      link: '{path} in the final image is the CUDA stub ({stub}). A program that finds it before the driver of the host fails with "CUDA driver is a stub library". Remove it in the same RUN once linking is done, or link with LIBRARY_PATH instead.',
      path: '{directory} on LD_LIBRARY_PATH stays in the final image. It holds the CUDA stub libcuda.so: a program that loads the driver by that name, and not as libcuda.so.1, gets "CUDA driver is a stub library". Use LIBRARY_PATH for linking, and keep stubs off LD_LIBRARY_PATH.',
      config:
        '{directory} is written to {conf} of the final image, where ldconfig makes libcuda.so.1 out of the CUDA stub. A program that finds it before the driver of the host fails with "CUDA driver is a stub library". Use LIBRARY_PATH for linking, and keep stubs out of the configuration of the loader.',
    },
    sources: [
      'fboulnois/stable-diffusion-docker#13',
      'NVIDIA/nvidia-container-toolkit#668',
      'NVIDIA/nvidia-docker#508',
      'pfnet-research/chainer-compiler#781',
    ],
    notes: [
      'A warning for a `libcuda.so.1` that survives in the last stage. The stubs directory alone on LD_LIBRARY_PATH or in ld.so.conf.d is only a hint, and only in an image with CMD or ENTRYPOINT: the file there is named `libcuda.so`, which a loader that wants `libcuda.so.1` passes by.',
      'Silent for stages that are only copied from, and where a later command removes the link.',
    ],
  },
  *check(document, { file }) {
    const stage = document.stages.at(-1)
    if (!stage || !file.text.includes('stubs')) return
    yield* stubsOnPath(stage, file)
    if (!file.text.includes('libcuda.so.1')) return yield* stubsConfigured(stage)
    for (const stub of stage.lineage.flatMap(stubsOf)) {
      if (!survives(stub, stage) || !isSearched(stub.path, stage, file)) continue
      yield {
        message: 'link',
        data: { path: stub.path, stub: stub.from },
        at: stub.at,
        fixes: fixesOf(stub, stage, file),
      }
    }
  },
})

interface Stub {
  readonly path: string
  readonly from: string
  readonly at: Span
  readonly instruction: RunInstruction | CopyInstruction
  readonly command?: ShellCommand
}

const LINKERS: ReadonlySet<string> = new Set(['ln', 'cp', 'mv', 'install'])

function stubsOf(instruction: Instruction): readonly Stub[] {
  if ('sources' in instruction) {
    const { sources, destination } = instruction
    const path = stubPath(
      sources.map(({ value }) => value ?? ''),
      destination?.value ?? '',
    )
    return path && destination ? [{ ...path, at: destination.span, instruction }] : []
  }
  if (instruction.keyword !== 'RUN' || !('commands' in instruction)) return []
  return instruction.commands.flatMap((command) => {
    const words = operands(command)
    const last = words.at(-1)
    if (!last || !LINKERS.has(command.name ?? '') || command.conditional) return []
    const path = stubPath(words.slice(0, -1).map(textOf), textOf(last))
    return path ? [{ ...path, at: last.span, instruction, command }] : []
  })
}

/** The stub's new path when it ends up as libcuda.so.1: by the target's name, or by its own in a target directory. */
function stubPath(sources: readonly string[], target: string): Pick<Stub, 'path' | 'from'> | undefined {
  const from = sources.find((source) => /\/stubs\/libcuda\.so(?:\.1)?$/.test(source))
  if (!from) return undefined
  if (fileName(target) === 'libcuda.so.1') return { path: target, from }
  const intoDirectory = fileName(from) === 'libcuda.so.1' && !fileName(target).includes('.so')
  return intoDirectory ? { path: `${target.replace(/\/$/, '')}/libcuda.so.1`, from } : undefined
}

function survives({ path, command, instruction }: Stub, stage: Stage): boolean {
  const later = stage.lineage.slice(stage.lineage.indexOf(instruction)).flatMap(commandsOf)
  const after = command ? later.slice(later.indexOf(command) + 1) : later
  return !after.some(
    (one) => /^(?:rm|unlink|mv)$/.test(one.name ?? '') && operands(one).some((word) => covers(textOf(word), path)),
  )
}

const covers = (removed: string, path: string): boolean =>
  removed === path || path.startsWith(`${removed.replace(/\/$/, '')}/`) || /libcuda\.so(?:\.1|\*|\.\*)$/.test(removed)

const commandsOf = (instruction: Instruction): readonly ShellCommand[] =>
  instruction.keyword === 'RUN' && 'commands' in instruction ? instruction.commands : []

/** Written into the loader's configuration; under a name with `z`, as in TensorFlow's images, the driver's directory comes before it. */
const CONFIGURED = /stubs[\s\S]*ld\.so\.conf(?!\.d\/z)/

/** Inside the stubs directory the link harms only where that directory is on the search path of the image. */
function isSearched(path: string, stage: Stage, file: SourceFile): boolean {
  const folder = path.slice(0, -'/libcuda.so.1'.length)
  const listed = stage.lineage.flatMap(libraryPathsOf).some(({ value }) => value?.raw.includes(fileName(folder)))
  if (!/\/stubs$/.test(folder)) return /^(?:\/usr)?\/(?:lib|local)/.test(folder) || listed
  return listed || stage.lineage.some(({ span }) => CONFIGURED.test(file.text.slice(span.start, span.end)))
}

/** The link may be needed to build: it is taken away behind its last use. */
function fixesOf({ path, instruction, command }: Stub, stage: Stage, file: SourceFile): readonly RuleFix[] {
  if (/[\s$"']/.test(path)) return []
  const own = commandsOf(instruction)
  const rest = command ? own.slice(own.indexOf(command) + 1).filter(({ name }) => name !== 'ldconfig') : []
  const lastRun = stage.lineage.filter(({ keyword }) => keyword === 'RUN').at(-1)
  if (rest.length > 0) return endsPlainly(instruction, file) ? [removeAtEnd(path, instruction, file)] : []
  if (lastRun && lastRun !== instruction && stage.lineage.indexOf(lastRun) > stage.lineage.indexOf(instruction))
    return [
      {
        title: 'Remove the stub behind the last RUN',
        ops: [{ op: 'insert-lines', file, after: lastRun.span, lines: [`RUN rm ${path}`] }],
      },
    ]
  const alone =
    'sources' in instruction
      ? instruction.sources.length === 1
      : own.every(({ name }) => name === 'ln' || name === 'ldconfig')
  return alone ? [{ title: 'Remove the stub', ops: [{ op: 'remove-instruction', file, instruction }] }] : []
}

const endsPlainly = ({ span }: Instruction, file: SourceFile): boolean =>
  !/<<|#[^\n]*$/.test(file.text.slice(span.start, span.end))

function removeAtEnd(path: string, { span }: Instruction, file: SourceFile): RuleFix {
  const end = { start: span.end, end: span.end }
  const text = ` && rm ${path}`
  return { title: 'Remove the stub at the end of the RUN', ops: [{ op: 'replace', file, span: end, text }] }
}
