import { builtinMetas } from './builtin'
import type { AnyRule, RuleKind, RuleMeta } from './rule'

/** All rules of a run, by kind and by id. */
export class Registry {
  readonly ids: ReadonlySet<string>
  readonly metas: readonly RuleMeta[]
  readonly #byKind = new Map<RuleKind, AnyRule[]>()
  readonly #metas: ReadonlyMap<string, RuleMeta>

  constructor(rules: readonly AnyRule[]) {
    for (const rule of rules) {
      const same = this.#byKind.get(rule.meta.kind)
      if (same) same.push(rule)
      else this.#byKind.set(rule.meta.kind, [rule])
    }
    this.metas = [...rules.map((rule): RuleMeta => rule.meta), ...builtinMetas].sort((a, b) => (a.id < b.id ? -1 : 1))
    this.#metas = new Map(this.metas.map((meta) => [meta.id, meta]))
    this.ids = new Set(this.#metas.keys())
  }

  of(kind: RuleKind): readonly AnyRule[] {
    return this.#byKind.get(kind) ?? []
  }

  meta(id: string): RuleMeta | undefined {
    return this.#metas.get(id)
  }
}
