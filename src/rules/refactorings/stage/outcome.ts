import type { Op } from '../../../edits/ops'
import { type Refusal, refusal } from '../give/wish'

/** Nothing is to be done: why. */
export interface Present {
  readonly present: string
}

export type Nothing = Present | Refusal

export interface CudaWish {
  /** This minor; needed where nothing in the stage tells. */
  readonly cuda?: string | undefined
}

/** What changes a stage. */
export interface StageChange {
  /** The image of nvidia/cuda that it gets, or gets libraries from. */
  readonly image: string
  readonly title: string
  readonly ops: readonly Op[]
}

export const present = (why: string): Present => ({ present: why })
export { refusal }

export const isNothing = (outcome: object): outcome is Nothing => 'present' in outcome || 'refused' in outcome
