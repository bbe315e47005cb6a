import type { DockerfileDocument, Stage } from '../../../documents/dockerfile/types'
import { type CudaImageEntry, versionPrefix } from '../../../facts'
import type { Span } from '../../../text'
import { CUDA, CUDNN_OF_BOTH, copyLines } from '../../support/copied-cuda'
import { worded } from './keywords'
import type { StageChange } from './outcome'

/** Takes the libraries out of an image of nvidia/cuda; the loader finds them by its cache, whatever the architecture. */
export function copyChange(stage: Stage, image: CudaImageEntry, document: DockerfileDocument): StageChange {
  const { from } = stage
  const { file } = document
  const name = freeName(document)
  const source = `FROM ${platformOf(stage)}nvidia/cuda:${image.tag} AS ${name}`
  const cudnn = image.flavor.startsWith('cudnn') ? CUDNN_OF_BOTH : undefined
  const lines = [
    ...copyLines(name, versionPrefix(image.cuda, 2), cudnn),
    `RUN echo ${CUDA}/lib64 > /etc/ld.so.conf.d/cuda.conf && ldconfig`,
    ...environment(stage),
  ]
  const first = { op: 'insert-lines', file, before: headOf(stage), lines: [...worded([source], from), ''] } as const
  const then = { op: 'insert-lines', file, after: from.span, lines: worded(lines, from) } as const
  const title = `Add CUDA libraries to this stage (nvidia/cuda:${image.tag})`
  return { image: `nvidia/cuda:${image.tag}`, title, ops: [first, then] }
}

/** Both stages are to be of one platform. */
const platformOf = ({ from: { platform, file, span, image } }: Stage): string =>
  platform ? (/--platform=\S+\s/.exec(file.text.slice(span.start, image.span.start))?.[0] ?? '') : ''

function freeName({ stages }: DockerfileDocument): string {
  const taken = new Set(stages.map(({ name }) => name?.value?.toLowerCase()))
  return ['cuda', 'nvidia-cuda', 'cuda-libraries'].find((name) => !taken.has(name)) ?? `cuda-${stages.length}`
}

/** Images of nvidia/cuda set them, and this one has what they speak of. */
const VARIABLES = { NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' }

function environment({ lineage }: Stage): readonly string[] {
  const set = new Set(
    lineage.flatMap((one) => ('declarations' in one ? one.declarations.map(({ name }) => name.value) : [])),
  )
  const missing = Object.entries(VARIABLES).filter(([name]) => !set.has(name))
  return missing.length > 0 ? [`ENV ${missing.map((pair) => pair.join('=')).join(' ')}`] : []
}

/** Where a stage begins: the comments right above FROM are its own, except for those that head the file. */
function headOf({ from }: Stage): Span {
  const { lines, text } = from.file
  const own = lines.positionAt(from.span.start).line
  let line = own
  while (line > 1 && /^\s*#/.test(text.slice(lines.lineStart(line - 1), lines.lineEnd(line - 1)))) line--
  const start = line === 1 ? from.span.start : lines.lineStart(line)
  return { start, end: from.span.end }
}
