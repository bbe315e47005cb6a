import type {
  CopyInstruction,
  DockerfileDocument,
  FromInstruction,
  Instruction,
  OtherInstruction,
  RunInstruction,
  Stage,
  Word,
} from '../documents/dockerfile/types'
import type { Text } from '../documents/text'
import { type Span, span } from '../text'
import type { Spot } from './spot'

/** A place where a stage is named. */
export interface StageUse extends Spot {
  readonly stage: Stage
  /** `name`: behind AS. `word`: its name is written there. `number`: by number. `variable`: no text there is its name. */
  readonly form: 'name' | 'word' | 'number' | 'variable'
}

/** Every place that names a stage of the Dockerfile: in itself, and as the `target` of those that build it. */
export function stageUses(dockerfile: DockerfileDocument, targets: readonly Text[]): readonly StageUse[] {
  const own = dockerfile.instructions.flatMap((instruction) => inInstruction(instruction, dockerfile))
  return [...own, ...inTargets(targets, dockerfile)]
}

/** The stage that a name or a number means to `COPY --from`, a mount or a target: the last one of that name. */
export function stageNamed({ stages }: DockerfileDocument, name: string | undefined): Stage | undefined {
  if (!name) return undefined
  const named = stages.findLast((stage) => stage.name?.value?.toLowerCase() === name.toLowerCase())
  return named ?? (/^\d{1,6}$/.test(name) ? stages[Number(name)] : undefined)
}

function inInstruction(instruction: Instruction, dockerfile: DockerfileDocument): readonly StageUse[] {
  if ('image' in instruction) return inFrom(instruction)
  if ('sources' in instruction) return inCopy(instruction, dockerfile)
  if ('mounts' in instruction) return inMounts(instruction, dockerfile)
  return instruction.keyword === 'ONBUILD' && 'other' in instruction ? inTrigger(instruction, dockerfile) : []
}

function inFrom({ file, image, name, stage }: FromInstruction): readonly StageUse[] {
  const parent = stage?.parent && { stage: stage.parent, file, ...written(image) }
  const own = stage && name && { stage, file, span: name.span, form: 'name' as const }
  return [...(parent ? [parent] : []), ...(own ? [own] : [])]
}

function inCopy({ file, from }: CopyInstruction, dockerfile: DockerfileDocument): readonly StageUse[] {
  const stage = stageNamed(dockerfile, from?.value)
  return stage && from ? [{ stage, file, ...written(from, stage) }] : []
}

function inMounts({ file, mounts }: RunInstruction, dockerfile: DockerfileDocument): readonly StageUse[] {
  return mounts.flatMap(({ from, span: flag }): readonly StageUse[] => {
    const stage = stageNamed(dockerfile, from)
    if (!stage || from === undefined) return []
    const at = /(?:^|[=,])from=/i.exec(file.text.slice(flag.start, flag.end))
    const start = flag.start + (at ? at.index + at[0].length : 0)
    const end = start + from.length
    const isThere = at !== null && file.text.slice(start, end) === from
    return [{ stage, file, span: isThere ? span(start, end) : flag, form: isThere ? formOf(from, stage) : 'variable' }]
  })
}

const FROM_FLAG = /^--(?:from=|mount=(?:\S*,)?from=)([^,]+)/i

/** What ONBUILD names is looked up where it runs: in this file, if another of its stages is built on that one. */
function inTrigger({ file, words, stage }: OtherInstruction, dockerfile: DockerfileDocument): readonly StageUse[] {
  if (!dockerfile.stages.some(({ parent }) => parent && parent === stage)) return []
  return words.flatMap(({ value = '', raw, span: at, expanded }): readonly StageUse[] => {
    const [flag = '', name = ''] = FROM_FLAG.exec(value) ?? []
    const named = stageNamed(dockerfile, name)
    if (!named) return []
    const inside = expanded ? -1 : raw.indexOf(flag)
    const end = at.start + inside + flag.length
    return inside < 0
      ? [{ stage: named, file, span: at, form: 'variable' }]
      : [{ stage: named, file, span: span(end - name.length, end), form: formOf(name, named) }]
  })
}

function inTargets(targets: readonly Text[], dockerfile: DockerfileDocument): readonly StageUse[] {
  const found = new Map<string, StageUse>()
  for (const { node, value = '', interpolated, span: at } of targets) {
    const stage = stageNamed(dockerfile, value)
    if (!stage) continue
    const inside = interpolated ? -1 : node.source.indexOf(value)
    const start = at.start + inside
    const use = inside < 0 ? at : span(start, start + value.length)
    const form = inside < 0 ? 'variable' : formOf(value, stage)
    // A base of `extends` hands one text to several services.
    found.set(`${node.file.path} ${at.start}`, { stage, file: node.file, span: use, form })
  }
  return [...found.values()]
}

const formOf = (text: string, { name }: Stage): 'word' | 'number' =>
  text.toLowerCase() === name?.value?.toLowerCase() ? 'word' : 'number'

/** Where the name stands inside a word, quotes left out. */
function written(word: Word, stage?: Stage): { readonly span: Span; readonly form: StageUse['form'] } {
  const { value = '', raw, span: at, expanded } = word
  const inside = expanded ? -1 : raw.indexOf(value)
  if (inside < 0) return { span: at, form: 'variable' }
  const start = at.start + inside
  return { span: span(start, start + value.length), form: stage ? formOf(value, stage) : 'word' }
}
