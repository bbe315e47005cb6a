import type { Declaration, Instruction, Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import type { Facts } from '../../facts'
import { isOf } from '../../facts'
import type { RuleFix } from '../../lint/rule'
import { cudaBase } from './cuda-stage'

const NAME = 'LD_LIBRARY_PATH'

/** The assignments of LD_LIBRARY_PATH that an instruction makes. */
export const libraryPathsOf = (instruction: Instruction): readonly Declaration[] =>
  instruction.keyword === 'ENV' && 'declarations' in instruction
    ? instruction.declarations.filter(({ name, value }) => name.raw === NAME && value !== undefined)
    : []

/** True where the old value is kept in some way: `$LD_LIBRARY_PATH`, `${LD_LIBRARY_PATH:+:…}`. */
export const keepsOld = ({ value }: Declaration): boolean => /\$\{?LD_LIBRARY_PATH\b/.test(value?.raw ?? '')

/** PyTorch's own images set it too, whatever their CUDA (pytorch/pytorch `Dockerfile`, stage official, @01343dcd). */
export const pytorchLibraryPath = (image = ''): string | undefined =>
  /^(?:docker\.io\/)?pytorch\/pytorch:.*-cuda\d/.test(image)
    ? '/usr/local/nvidia/lib:/usr/local/nvidia/lib64'
    : undefined

/** What an image of nvidia/cuda sets, by its tag or, for a tag that is misspelt, by the nearest of its version. */
export function baseLibraryPath(stage: Stage, facts: Facts): string | undefined {
  const base = cudaBase(stage.rootImage, facts)
  if (!base) return pytorchLibraryPath(stage.rootImage)
  const known = facts.cudaImageEnv(base.tag)
  if (known) return known[NAME]
  const [near] = facts.cudaImage(base.tag).status === 'removed' ? facts.nearestCudaImages(base.tag, 1) : []
  return near && isOf(near.cuda, base.parsed.version) ? facts.cudaImageEnv(near.tag)?.[NAME] : undefined
}

/** One name for one directory: `/usr/local/cuda` is a link to `/usr/local/cuda-12.8`, its `lib64` one to `targets/…/lib`. */
export const sameDirectory = (directory: string, minor: string): string =>
  directory
    .replace(/\/+$/, '')
    .replace(`/usr/local/cuda-${minor}`, '/usr/local/cuda')
    .replace(/^(\/usr\/local\/cuda)\/targets\/[a-z0-9_]+-linux\/lib$/, '$1/lib64')

/** Puts the old value behind the new one. */
export function appendOld({ value }: Declaration, file: SourceFile): readonly RuleFix[] {
  if (!value || /'$/.test(value.raw)) return []
  const end = value.span.end - (/"$/.test(value.raw) ? 1 : 0)
  const colon = file.text[end - 1] === ':' ? '' : ':'
  const op = { op: 'replace', file, span: { start: end, end }, text: `${colon}\${${NAME}}` } as const
  return [{ title: 'Append the old LD_LIBRARY_PATH', ops: [op] }]
}
