import { applyEdits, orderEdits, type TextEdit } from '../text'
import type { Finding, Fix, Problem } from './finding'

export interface Repair {
  readonly text: string
  /** How many fixes were applied. */
  readonly applied: number
}

/** The first fix that may be applied: safe ones always, unsafe ones when asked for; only those that stay in the file. */
export const usable = (finding: Finding, unsafe: boolean): Fix | undefined =>
  finding.fixes.find((fix) => (fix.safe || unsafe) && fix.edits.every((edit) => edit.path === finding.path))

/** True where the text itself has a problem, and not only a rule that failed on it: what a repair does to it is a guess. */
export const isBroken = ({ problems }: { readonly problems: readonly Problem[] }): boolean =>
  problems.some(({ span }) => span)

/** Applies the fixes of one round. A fix that touches the text of an earlier one waits for the next round. */
export function repairOnce(text: string, findings: readonly Finding[], unsafe: boolean): Repair {
  let edits: readonly TextEdit[] = []
  let applied = 0
  for (const finding of findings) {
    const fix = usable(finding, unsafe)
    const together = fix && orderEdits([...edits, ...fix.edits])
    if (!together) continue
    edits = together
    applied++
  }
  return { text: applyEdits(text, edits), applied }
}
