import { type Span, span } from '../text'
import type {
  DockerfileDocument,
  FromInstruction,
  Instruction,
  RunInstruction,
  ShellWord,
  Word,
} from './dockerfile/types'
import type { Document } from './document'
import { type ImageUse, parseImage } from './images'
import { runLine } from './script/docker-run'
import type { Text } from './text'

/** Every image that a document names with a value that is known, in the order of the text. Values of other files are theirs. */
export function imageUses(document: Document): readonly ImageUse[] {
  switch (document.kind) {
    case 'compose': {
      const images = document.services.map((service) => service.image)
      return ofTexts(
        'compose',
        images.filter((image) => image?.node.file === document.file),
      )
    }
    case 'dockerfile':
      return document.instructions.flatMap((instruction) => ofInstruction(instruction, document))
    case 'kubernetes': {
      const pods = document.resources.flatMap((resource) => resource.pods)
      return ofTexts(
        'kubernetes',
        pods.flatMap((pod) => pod.containers.map(({ image }) => image)),
      )
    }
    case 'devcontainer':
      return ofTexts('devcontainer', [document.image])
    case 'bentofile':
      return ofTexts('bentofile', [document.baseImage])
    case 'script':
      return document.commands.flatMap((command) =>
        /^(?:nvidia-)?docker$/.test(command.name ?? '') ? ofShell(runLine(command)?.image) : [],
      )
  }
}

/** One text may be used many times (an anchor, a base of `extends`): it is named once. */
function ofTexts(where: ImageUse['where'], texts: readonly (Text | undefined)[]): readonly ImageUse[] {
  const seen = new Map<number, ImageUse>()
  for (const text of texts) {
    const use = text && ofText(where, text)
    if (use) seen.set(text.span.start, use)
  }
  return [...seen.values()].sort((a, b) => a.span.start - b.span.start)
}

function ofText(where: ImageUse['where'], { value, span: at, node, interpolated }: Text): ImageUse | undefined {
  if (value === undefined) return undefined
  const inside = node.source.indexOf(value)
  const literal = !interpolated && inside >= 0
  const start = at.start + inside
  return imageUse(where, value, literal ? span(start, start + value.length) : at, literal)
}

function imageUse(where: ImageUse['where'], value: string, at: Span, literal: boolean): ImageUse | undefined {
  const reference = parseImage(value)
  if (!reference) return undefined
  return { where, reference, value, span: at, literal, tagSpan: literal ? tagSpanOf(value, reference, at) : undefined }
}

/** The tag is what stands between the name and `@`. */
function tagSpanOf(value: string, { tag, digest }: { tag: string | undefined; digest: string | undefined }, at: Span) {
  if (tag === undefined) return undefined
  const end = at.start + value.length - (digest === undefined ? 0 : digest.length + 1)
  return span(end - tag.length, end)
}

function ofInstruction(instruction: Instruction, document: DockerfileDocument): readonly ImageUse[] {
  if ('image' in instruction) return ofFrom(instruction)
  if ('fromImage' in instruction) return ofWord('copy-from', instruction.fromImage)
  return 'mounts' in instruction ? ofMounts(instruction, document) : []
}

function ofFrom({ image, stage }: FromInstruction): readonly ImageUse[] {
  return stage?.parent || image.value === 'scratch' ? [] : ofWord('from', image)
}

function ofWord(where: ImageUse['where'], word: Word | undefined): readonly ImageUse[] {
  if (word?.value === undefined) return []
  const use = imageUse(where, word.value, word.span, !word.expanded && word.raw === word.value)
  return use ? [use] : []
}

function ofShell(word: ShellWord | undefined): readonly ImageUse[] {
  if (word?.value === undefined) return []
  const use = imageUse('script', word.value, word.span, word.raw === word.value)
  return use ? [use] : []
}

function ofMounts({ mounts, stage }: RunInstruction, { file, stages }: DockerfileDocument): readonly ImageUse[] {
  const earlier = new Set(stages.slice(0, stage?.index ?? 0).map(({ name }) => name?.value?.toLowerCase()))
  return mounts.flatMap(({ from, span: at }) => {
    const isStage = from === undefined || earlier.has(from.toLowerCase()) || /^\d+$/.test(from)
    if (isStage || from === 'scratch') return []
    const written = file.text.slice(at.start, at.end).indexOf(`from=${from}`)
    const start = at.start + written + 'from='.length
    return imageUse('mount-from', from, written < 0 ? at : span(start, start + from.length), written >= 0) ?? []
  })
}
