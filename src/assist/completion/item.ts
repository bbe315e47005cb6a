import type { Span } from '../../text'

/** A text that may stand at a place. */
export interface Proposal {
  readonly label: string
  /** What is inserted where it is not the label. */
  readonly text?: string
  /** What is known of it, in a few words. */
  readonly detail?: string
  /** True for what still works, but has come to its end. */
  readonly ended?: boolean
}

/** A proposal and the stretch that it takes the place of. */
export interface Completion extends Proposal {
  readonly span: Span
}

/** In the order in which they are to be shown. */
export interface Completions {
  readonly items: readonly Completion[]
  /** True where more fit: they must be asked for again when more is typed. */
  readonly incomplete: boolean
}

/** More than this nobody reads. */
const LIMIT = 100

/** True where what is typed may become the label: each of its parts must occur, a version in front must be its beginning. */
export function begins(label: string, typed: string): boolean {
  const [whole, parts] = [label.toLowerCase(), typed.toLowerCase().split('-')]
  const [first = ''] = parts
  return parts.every((part) => whole.includes(part)) && (!/^\d/.test(first) || whole.startsWith(first))
}

/** The proposals that fit what is typed. */
export const fitting = (proposals: readonly Proposal[], typed: string, span: Span): Completions =>
  shown(
    proposals.filter(({ label }) => begins(label, typed)),
    (proposal) => proposal,
    span,
  )

/** The first of many; only what is shown is looked up. */
export function shown<T>(found: readonly T[], proposalOf: (one: T) => Proposal, span: Span): Completions {
  const items = found.slice(0, LIMIT).map((one) => ({ ...proposalOf(one), span }))
  return { items, incomplete: found.length > LIMIT }
}
