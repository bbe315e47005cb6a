import type { Rule, RuleKind } from '../../src/lint/rule'
import type { RuleCases } from '../../test/support/rule-cases'

export const collected = new Map<string, RuleCases>()

/** Stands in for the rule tester while pages are written: keeps the cases instead of running them. */
export function testRule(rule: Rule<RuleKind>, cases: RuleCases): void {
  collected.set(rule.meta.id, cases)
}
