import type { Document, DocumentOf } from '../documents/document'
import type { ImageUse } from '../documents/images'
import type { Project } from '../documents/project'
import type { Kind, SourceFile } from '../documents/source'
import type { Value } from '../documents/tree'
import type { Op } from '../edits/ops'
import type { Facts } from '../facts'
import type { Target } from '../host/target'
import type { Span } from '../text'

export type Severity = 'error' | 'warning' | 'info'

/** `image` rules see every image that a file of any kind names. */
export type RuleKind = Kind | 'image'

/** `ignore`: what is said of ignore comments themselves. */
export type MetaKind = RuleKind | 'ignore'

export interface RuleMeta {
  /** `compose/caps-drop-compute`: the room and the defect. */
  readonly id: string
  readonly kind: MetaKind
  readonly severity: Severity
  /** The kind of its repair: 'safe' never changes what a working file does, 'unsafe' may, 'none' has no repair. */
  readonly fixable: 'safe' | 'unsafe' | 'none'
  readonly since: string
  /** One line: what must hold. */
  readonly summary: string
  /** What happens at run time when it does not hold. */
  readonly why: string
  /**
   * Sentences by id, in three parts: what is wrong with the value found, why it matters, what to do.
   * `{name}` is filled from the report's data.
   */
  readonly messages: Readonly<Record<string, string>>
  /** Where it is known from: issue references (`moby/moby#50717`), pages, `measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)`. */
  readonly sources: readonly string[]
  /**
   * Words of which the file, or one read with it, must hold one (letter case counts): elsewhere the rule has no subject
   * and is not run.
   */
  readonly needs?: readonly string[]
  /** True where the schema refuses every text that the rule speaks of: it is not run on one that the schema accepts. */
  readonly refused?: true
  /** Ids of the known problems it covers, where they differ from its own name. */
  readonly covers?: readonly string[]
  /** Paragraphs for its page: when it stays silent and why. */
  readonly notes?: readonly string[]
}

export type Data = Readonly<Record<string, string | number>>

/** A repair that a rule offers. `safe` defaults to what the meta says. */
export interface RuleFix {
  readonly title: string
  readonly safe?: boolean
  readonly ops: readonly Op[]
}

export interface Report {
  /** Id of the sentence in `meta.messages`. */
  readonly message: string
  readonly data?: Data
  /** Where the user must look: a value (its own file and span) or a span of the file under check. */
  readonly at: Value | Span
  /** Only where it differs from the meta's. */
  readonly severity?: Severity
  readonly fixes?: readonly RuleFix[]
  readonly related?: readonly { readonly at: Value | Span; readonly file?: SourceFile; readonly message: string }[]
}

export interface RuleContext {
  readonly file: SourceFile
  readonly document: Document
  readonly project: Project
  readonly facts: Facts
  /** What the user said it will run on; every field may be missing: nothing said is nothing assumed. */
  readonly target: Target
}

export type RuleInput<K extends RuleKind> = K extends Kind ? DocumentOf<K> : ImageUse

export interface Rule<K extends RuleKind = RuleKind> {
  readonly meta: RuleMeta & { readonly kind: K }
  readonly check: (input: RuleInput<K>, context: RuleContext) => Iterable<Report>
}

/** A rule whose kind is one of several, as the registry holds it. */
export type AnyRule = { [K in RuleKind]: Rule<K> }[RuleKind]

export const defineRule = <K extends RuleKind>(rule: {
  readonly meta: RuleMeta & { readonly kind: K }
  readonly check: (input: RuleInput<K>, context: RuleContext) => Iterable<Report>
}): Rule<K> => rule
