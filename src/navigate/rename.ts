import type { DockerfileDocument, Stage } from '../documents/dockerfile/types'
import type { FileEdit } from '../edits'
import { type StageUse, stageNamed } from './stage-uses'

/** Why something cannot be done, in a sentence for the user. */
export class Refusal {
  constructor(readonly sentence: string) {}
}

/** BuildKit's own pattern, after lower-casing (moby/buildkit frontend/dockerfile/instructions/parse.go, read 2026-11-28). */
const NAME = /^[a-z][a-z0-9\-_.]*$/i

/** Words that mean something else to BuildKit (its check ReservedStageName). */
const RESERVED: ReadonlySet<string> = new Set(['scratch', 'context'])

/** What keeps a stage from being renamed at all; undefined: nothing. */
export function whyFixed(uses: readonly StageUse[]): Refusal | undefined {
  const variable = uses.find(({ form }) => form === 'variable')
  if (!variable) return undefined
  const { file, span } = variable
  const line = file.lines.positionAt(span.start).line
  return new Refusal(
    `Line ${line} of ${file.path} names this stage with a variable, which a new name would not reach. Write the name there first.`,
  )
}

/** The edits that give a stage another name wherever it is written, or why that would change what is built. */
export function renameStage(
  stage: Stage,
  to: string,
  uses: readonly StageUse[],
  dockerfile: DockerfileDocument,
): readonly FileEdit[] | Refusal {
  const refusal = whyFixed(uses) ?? whyBad(stage, to, dockerfile)
  if (refusal) return refusal
  const named = uses.filter(({ form }) => form === 'name' || form === 'word')
  return named.map(({ file, span: { start, end } }) => ({ path: file.path, start, end, newText: to }))
}

function whyBad(stage: Stage, to: string, dockerfile: DockerfileDocument): Refusal | undefined {
  if (!NAME.test(to))
    return new Refusal(
      `"${to}" is no name for a stage: Docker takes a letter first, then letters, digits, "-", "_" and ".".`,
    )
  if (RESERVED.has(to.toLowerCase())) return new Refusal(`"${to}" has a meaning of its own in a Dockerfile.`)
  const other = stageNamed(dockerfile, to)
  if (other && other !== stage) return new Refusal(`There is a stage "${to}" already.`)
  const same = dockerfile.stages.filter((one) => isNamed(one, stage.name?.value ?? ''))
  if (same.length > 1) return new Refusal(`Several stages are called "${stage.name?.value}": rename them by hand.`)
  return isImage(to, dockerfile) && to.toLowerCase() !== stage.name?.value?.toLowerCase()
    ? new Refusal(`"${to}" is an image that this Dockerfile uses: it would mean the stage from then on.`)
    : undefined
}

const isNamed = ({ name }: Stage, text: string): boolean => name?.value?.toLowerCase() === text.toLowerCase()

function isImage(name: string, { instructions, stages }: DockerfileDocument): boolean {
  const bases = stages.filter(({ parent }) => !parent).map(({ from }) => from.image.value)
  const copied = instructions.flatMap((one) => ('sources' in one ? one.from?.value : undefined))
  const mounted = instructions.flatMap((one) => ('mounts' in one ? one.mounts.map(({ from }) => from) : []))
  return [...bases, ...copied, ...mounted].some((image) => image?.toLowerCase() === name.toLowerCase())
}
