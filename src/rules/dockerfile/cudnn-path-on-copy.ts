import type { CopyInstruction, DockerfileDocument, Instruction, Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { copySourceImage, cudaBase } from '../support/cuda-stage'
import { mayBringCudnn } from '../support/cudnn-wheels'

export default defineRule({
  meta: {
    id: 'dockerfile/cudnn-path-on-copy',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'Copying /usr/local/cuda from a cuDNN image does not copy cuDNN.',
    why: 'In the Ubuntu images of nvidia/cuda, cuDNN is a package in /usr/lib/x86_64-linux-gnu: the program fails with "libcudnn.so.8: cannot open shared object file".',
    messages: {
      missing:
        '{source} is copied from {image}, but cuDNN lies in /usr/lib/{arch}-linux-gnu there and stays behind. A program that uses it fails with "libcudnn.so: cannot open shared object file". Copy /usr/lib/{arch}-linux-gnu/libcudnn* too, or build on that image.',
    },
    sources: ['aarnphm/distributed-deployment-ml', 'SYSTRAN/faster-whisper#885'],
    notes: [
      'Only Ubuntu images are judged: the others keep cuDNN in /usr/lib64.',
      'Silent where cuDNN may come another way: from wheels (torch, nvidia-cudnn-cu12), a requirements file that cannot be read, a package, the base image, or a source stage that put it below /usr/local/cuda itself.',
      'Copying the libraries into a directory that the loader does not search also needs LD_LIBRARY_PATH or ldconfig.',
    ],
  },
  *check(document, context) {
    const { file, facts } = context
    for (const copy of copiesOf(document)) {
      const base = cudaBase(copySourceImage(copy), facts)
      const source = copy.sources.find(({ value }) => value !== undefined && TOOLKIT.test(value))
      if (!base?.parsed.cudnn || !base.parsed.os?.startsWith('ubuntu') || !source || !copy.stage) continue
      if (hasCudnn(copy.stage, context) || copy.fromStage?.lineage.some((one) => namesCudnn(one, file))) continue
      const arch = isArm(copy) ? 'aarch64' : 'x86_64'
      const data = { source: source.value ?? '', image: copySourceImage(copy) ?? '', arch }
      yield { message: 'missing', data, at: source.span, fixes: fixOf(copy, source.value ?? '', arch, file) }
    }
  },
})

/** The toolkit or its libraries as a whole; single libraries are picked on purpose. */
const TOOLKIT = /^\/usr\/local\/cuda(?:-[\d.]+)?\*?(?:\/|\/lib64\/?|\/lib64\/\*|\/targets\/[\w-]+(?:\/lib)?\/?)?$/

const copiesOf = ({ instructions }: DockerfileDocument): readonly CopyInstruction[] =>
  instructions.flatMap((instruction) => ('sources' in instruction && instruction.from ? [instruction] : []))

function hasCudnn(stage: Stage, context: RuleContext): boolean {
  const base = stage.rootImage ?? ''
  const [repository = '', tag] = base.split(':')
  if (/cudnn|alpine/.test(base) || context.facts.popularImage(repository, tag)?.framework) return true
  return stage.lineage.some((one) => namesCudnn(one, context.file)) || mayBringCudnn(stage, context)
}

/** A command or a copy that has to do with cuDNN, or that takes all of /usr/lib along. */
function namesCudnn(instruction: Instruction, file: SourceFile): boolean {
  if ('sources' in instruction)
    return instruction.sources.some(({ raw }) =>
      /cudnn|^\/(?:usr\/?)?$|^(?:\/usr)?\/lib(?:\/[^/]*-linux-gnu)?(?:\/|\/\*)?$/.test(raw),
    )
  return instruction.keyword === 'RUN' && /cudnn/i.test(file.text.slice(instruction.span.start, instruction.span.end))
}

const isArm = ({ fromStage }: CopyInstruction): boolean => /arm64|aarch64/.test(fromStage?.from.platform?.value ?? '')

function fixOf(copy: CopyInstruction, source: string, arch: string, file: SourceFile): readonly RuleFix[] {
  const target = copy.destination?.value?.replace(/\/+$/, '')
  if (!copy.from || target === undefined) return []
  const into = /\/lib/.test(source.slice('/usr/local'.length)) ? target : `${target}/lib64`
  const folder = source.includes('*') || !target.startsWith('/usr/local/cuda') ? `/usr/lib/${arch}-linux-gnu` : into
  const line = `COPY --from=${copy.from.raw} /usr/lib/${arch}-linux-gnu/libcudnn* ${folder}/`
  return [{ title: 'Copy cuDNN too', ops: [{ op: 'insert-lines', file, after: copy.span, lines: [line] }] }]
}
