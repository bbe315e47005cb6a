import type { DockerfileDocument, Stage } from '../documents/dockerfile/types'
import { compileOps } from '../edits'
import type { RuleContext } from '../lint/rule'
import { addCuda as libraries } from '../rules/refactorings/stage/add'
import { moveStage } from '../rules/refactorings/stage/move'
import { isNothing, type Nothing, type StageChange } from '../rules/refactorings/stage/outcome'
import { leavesOf } from '../rules/support/stage-leaves'
import { hint } from '../text'
import { type Answer, type Edits, noPlace, present, refused } from './answer'

export interface CudaWish {
  /** By name or number. Where not said, the file must have one that becomes an image. */
  readonly stage: string | undefined
  /** The minor: `12.6`. */
  readonly cuda: string | undefined
  /** To put the stage on an image of nvidia/cuda, in place of taking libraries out of one. */
  readonly move: boolean
}

interface Done {
  /** As a sentence calls it: `stage app`, `the stage`. */
  readonly stage: string
  /** The image of nvidia/cuda. */
  readonly image: string
}

export type CudaAnswer = Answer<Done>
export type CudaEdits = Edits<Done>

/** The edits that give a stage of the file the CUDA that its packages load. */
export function addCuda(document: DockerfileDocument, wish: CudaWish, context: RuleContext): CudaEdits {
  const meant = wish.stage === undefined ? leavesOf(document) : named(document, wish.stage)
  const [stage, ...more] = meant
  if (more.length > 0) return { kind: 'choose', names: meant.map(keyOf) }
  if (!stage) return refused(noStage(document, wish.stage))
  const change = wish.move ? moveStage(stage, context, wish) : libraries(stage, context, wish)
  const name = nameIn(stage, document)
  if (isNothing(change)) return nothing(change, name, stage, wish, context)
  const edits = compileOps(change.ops)
  if (!edits) return refused(`${noPlace(name)}.`)
  return { kind: 'changed', stage: name, image: change.image, notes: [], edits }
}

const keyOf = ({ name, index }: Stage): string => name?.value ?? String(index)

const named = ({ stages }: DockerfileDocument, word: string): readonly Stage[] =>
  stages
    .filter((stage) => keyOf(stage).toLowerCase() === word.toLowerCase() || String(stage.index) === word)
    .slice(0, 1)

const nameIn = (stage: Stage, { stages }: DockerfileDocument): string =>
  stages.length === 1 ? 'The stage' : `Stage ${keyOf(stage)}`

/** Where libraries alone would not do and another image does, that is said. */
function nothing(why: Nothing, name: string, stage: Stage, wish: CudaWish, context: RuleContext): CudaEdits {
  if ('present' in why) return present(`${name}: ${why.present}`)
  const other = wish.move ? undefined : moveStage(stage, context, wish)
  const instead = other && !isNothing(other) ? ` ${insteadOf(other)}` : ''
  return refused(`${name}: ${why.refused}${instead}`)
}

const insteadOf = ({ image }: StageChange): string => `It can stand on ${image}: add --move.`

function noStage(document: DockerfileDocument, word: string | undefined): string {
  const names = document.stages.map(keyOf)
  if (word === undefined || names.length === 0) return 'It has no stage.'
  return `There is no stage "${word}".${hint(word, names)} It has ${names.join(', ')}.`
}
