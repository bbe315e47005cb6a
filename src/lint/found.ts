import type { Value } from '../documents/tree'
import { atAnchor, compileOps, usesOf } from '../edits'
import type { Span } from '../text'
import type { Finding, Fix } from './finding'
import type { RuleFix, RuleMeta } from './rule'

/** A repair that cannot be carried out without risk is not offered. */
export function compileFix({ title, safe, ops }: RuleFix, { fixable }: Pick<RuleMeta, 'fixable'>): readonly Fix[] {
  const edits = compileOps(ops)
  return edits && edits.length > 0 ? [{ title, safe: safe ?? fixable === 'safe', edits }] : []
}

/** Where a finding stands on a text that an alias brought, and how a rule would repair it. */
interface Aliased {
  readonly value: Value
  readonly fixes: readonly RuleFix[]
}

interface Place {
  readonly messages: Set<string>
  aliased: boolean
  /** How often the rule spoke of this text. */
  times: number
}

/** The findings of one run. One text that arrives in several services through an anchor is one mistake. */
export class Found {
  readonly #findings: { finding: Finding; readonly aliased: Aliased | undefined }[] = []
  readonly #places = new Map<string, Place>()

  /** False where the same was said of this text already, at its anchor or through another alias. */
  isNew(rule: string, span: Span, message: string, aliased: boolean): boolean {
    const place = this.#placeOf(rule, span)
    const again = place.times > 0 && (aliased || place.aliased || place.messages.has(message))
    place.times++
    place.aliased ||= aliased
    place.messages.add(message)
    return !again
  }

  add(finding: Finding, aliased: Aliased | undefined): void {
    this.#findings.push({ finding, aliased })
  }

  all(): readonly Finding[] {
    return this.#findings.map(({ finding, aliased }) => (aliased ? this.#repairedAtAnchor(finding, aliased) : finding))
  }

  /**
   * A repair at the anchor changes every place that uses it: it is offered, as unsafe, only where the rule found the
   * same mistake in each of them.
   */
  #repairedAtAnchor(finding: Finding, { value, fixes }: Aliased): Finding {
    if (finding.fixes.length > 0 || this.#placeOf(finding.rule, finding.span).times < usesOf(value)) return finding
    const repairs = fixes.flatMap(({ title, ops }) => {
      const moved = atAnchor(ops)
      return moved
        ? compileFix({ title: `${title} (at the anchor)`, safe: false, ops: moved }, { fixable: 'unsafe' })
        : []
    })
    return { ...finding, fixes: repairs }
  }

  #placeOf(rule: string, { start, end }: Span): Place {
    const key = `${rule} ${start} ${end}`
    const place = this.#places.get(key) ?? { messages: new Set(), aliased: false, times: 0 }
    this.#places.set(key, place)
    return place
  }
}
