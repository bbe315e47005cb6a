import type { FileEdit } from '../edits'

type Unchanged =
  | { readonly kind: 'present'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string }
  /** Several services, or stages, could be meant. */
  | { readonly kind: 'choose'; readonly names: readonly string[] }

type Changed<Done> = Done & { readonly kind: 'changed'; readonly notes: readonly string[] }

/** What became of a wish to change a file, and what was `Done` to it. Nothing is written. */
export type Answer<Done> = Unchanged | (Edited<Done> & { readonly text: string })

/** An answer whose edits are still to be applied. */
export type Edits<Done> = Unchanged | Edited<Done>

type Edited<Done> = Changed<Done> & { readonly edits: readonly FileEdit[] }

export const refused = (message: string) => ({ kind: 'refused', message }) as const
export const present = (message: string) => ({ kind: 'present', message }) as const

/** Where a change has no sure place. */
export const noPlace = (name: string): string => `${name} is written in a way that leaves no sure place for it`
