import type { Document } from '../documents/document'
import type { Project } from '../documents/project'
import type { Config } from './config'
import type { Registry } from './registry'
import type { AnyRule, RuleKind } from './rule'
import { isAcceptedBySchema } from './schema'

/** The rules of a kind that a configuration leaves on, and the words that they need, each once. */
interface Plan {
  readonly words: readonly string[]
  readonly rules: readonly { readonly rule: AnyRule; readonly needs: readonly number[] | undefined }[]
}

const plans = new WeakMap<Registry, WeakMap<Config, Map<RuleKind, Plan>>>()

/** The rules that are on and have a subject in the document, or in a file read with it. */
export function rulesFor(
  kind: RuleKind,
  registry: Registry,
  config: Config,
  { document, project }: { readonly document: Document; readonly project: Project },
): readonly AnyRule[] {
  const { words, rules } = planOf(kind, registry, config)
  const held = words.map((word) => project.mentions(word))
  const found: AnyRule[] = []
  for (const { rule, needs } of rules) {
    if (needs && !needs.some((at) => held[at])) continue
    if (!rule.meta.refused || !isAcceptedBySchema(document)) found.push(rule)
  }
  return found
}

function planOf(kind: RuleKind, registry: Registry, config: Config): Plan {
  const ofRegistry = plans.get(registry) ?? new WeakMap<Config, Map<RuleKind, Plan>>()
  plans.set(registry, ofRegistry)
  const ofConfig = ofRegistry.get(config) ?? new Map<RuleKind, Plan>()
  ofRegistry.set(config, ofConfig)
  const plan = ofConfig.get(kind) ?? makePlan(registry.of(kind).filter(({ meta }) => config.rules[meta.id] !== 'off'))
  ofConfig.set(kind, plan)
  return plan
}

function makePlan(rules: readonly AnyRule[]): Plan {
  const words = [...new Set(rules.flatMap(({ meta }) => meta.needs ?? []))]
  const places = new Map(words.map((word, at) => [word, at]))
  return {
    words,
    rules: rules.map((rule) => ({ rule, needs: rule.meta.needs?.flatMap((word) => places.get(word) ?? []) })),
  }
}
