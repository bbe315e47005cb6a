import { dirname, join } from 'node:path'
import { unifiedDiff } from '../../report'
import type { FileResult, Linter } from '../../service'
import { pathFrom } from '../node/paths'
import { replaceFile } from '../node/write'
import type { Input } from './inputs'
import { STDOUT, write } from './output'
import type { Session } from './session'

export interface Linted {
  /** Undefined where the text is of none of our kinds. Paths are as the user sees them. */
  readonly result: FileResult | undefined
  /** Repairs that were applied. */
  readonly applied: number
  /** Why the repaired text could not be written. */
  readonly problem?: string
}

interface Repaired extends Linted {
  readonly text: string
}

/** Checks one text and, when the call says so, repairs it. */
export async function lintOne(input: Input, session: Session): Promise<Linted> {
  const { room, text } = input
  const linter = room.linterFor(room.configs.for(dirname(input.path)))
  const path = pathFrom(room.root, input.path)
  const checked = await linter.check(path, text)
  const linted = checked && session.call.fix ? await repair(input, checked, linter, session) : undefined
  const { result, text: after, ...rest } = linted ?? { result: checked, text, applied: 0 }
  // A filter passes on what it cannot repair.
  if (session.call.fix && !session.call.diff && !input.bytes) write(STDOUT, after)
  return { ...rest, result: result && shown(result, input, session) }
}

async function repair(input: Input, checked: FileResult, linter: Linter, { call, show }: Session): Promise<Repaired> {
  const { text, applied, result } = await linter.fix(checked.path, input.text, { unsafe: call.unsafe })
  if (applied === 0 || text === input.text) return { result: checked, text: input.text, applied: 0 }
  if (call.diff) write(STDOUT, unifiedDiff(show(input.path), input.text, text))
  const problem = call.diff || !input.bytes ? undefined : replaceFile(input.path, input.bytes, text)
  linter.invalidate([checked.path])
  return problem ? { result: checked, text: input.text, applied: 0, problem } : { result, text, applied }
}

/** A result whose paths start at the current folder. Texts without a finding are not kept: a run may have thousands. */
function shown(result: FileResult, { room }: Input, { show }: Session): FileResult {
  const rename = <T extends { readonly path: string }>(item: T): T => ({
    ...item,
    path: show(join(room.root, item.path)),
  })
  const keep = result.findings.length > 0 || result.problems.length > 0
  return {
    ...rename(result),
    text: keep ? result.text : '',
    dependencies: [],
    problems: result.problems.map(rename),
    findings: result.findings.map((finding) => ({
      ...rename(finding),
      related: finding.related.map(rename),
      fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(rename) })),
    })),
  }
}
