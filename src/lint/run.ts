import type { Document } from '../documents/document'
import { imageUses } from '../documents/image-uses'
import type { Value } from '../documents/tree'
import { type Span, span } from '../text'
import { type BuiltinId, builtinMeta } from './builtin'
import type { Config, RuleLevel } from './config'
import type { Finding, Problem } from './finding'
import { compileFix, Found } from './found'
import { inHost, inlineDocuments, inlinesOf } from './inline'
import { fill, pageOf } from './message'
import type { Registry } from './registry'
import type { AnyRule, Report, RuleContext, RuleKind, RuleMeta } from './rule'
import { refusedSpans, schemaReports } from './schema'
import { rulesFor } from './subjects'
import { suppress } from './suppress'

export interface LintResult {
  /** In order of place, then of rule id. */
  readonly findings: readonly Finding[]
  readonly problems: readonly Problem[]
}

/** Runs every rule of the document's kind. A rule that throws becomes a problem; the rest of the lint stands. */
export function lint(context: RuleContext, registry: Registry, config: Config): LintResult {
  const run = new Run(context, registry, config)
  const { findings, about } = suppress(context.document, run.findings(), registry.ids, run.level)
  return { findings: [...findings, ...about].sort(byPlace), problems: run.problems }
}

const byPlace = (a: Finding, b: Finding): number =>
  a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : 1)

const NONE: ReturnType<typeof inlinesOf> = new Map()

class Run {
  readonly problems: Problem[] = []
  readonly #found = new Found()

  constructor(
    readonly context: RuleContext,
    readonly registry: Registry,
    readonly config: Config,
  ) {}

  /** What the configuration says of a rule, else its own severity; `off` for an id that is no rule. */
  readonly level = (id: string): RuleLevel => this.config.rules[id] ?? this.registry.meta(id)?.severity ?? 'off'

  findings(): readonly Finding[] {
    const { document } = this.context
    for (const rule of this.#rulesOf(document.kind)) this.#run(rule, document)
    const images = this.#rulesOf('image')
    for (const use of images.length > 0 ? imageUses(document) : []) for (const rule of images) this.#run(rule, use)
    if (ownsSchema(this.config, document)) this.#schema()
    return this.#placed([...this.#marked(this.#found.all()), ...this.#inlineFindings()])
  }

  /** What the rules for Dockerfiles say of those inside a compose file. */
  #inlineFindings(): readonly Finding[] {
    const { document, project, file } = this.context
    return inlineDocuments(document, project).flatMap(({ inline, dockerfile }) => {
      const context = { ...this.context, file: dockerfile.file, document: dockerfile }
      const run = new Run(context, this.registry, this.config)
      const findings = run.findings()
      const broken = dockerfile.problems.map((one) => ({ message: one.message, span: inline.span(one), fatal: true }))
      this.problems.push(...[...broken, ...run.problems].map((problem) => ({ ...problem, path: file.path })))
      return findings
    })
  }

  #placed(findings: readonly Finding[]): readonly Finding[] {
    const inlines = findings.length > 0 ? inlinesOf(this.context.document) : NONE
    return inlines.size > 0 ? findings.map((finding) => inHost(finding, inlines)) : findings
  }

  /** The rules that are on and have a subject here. */
  #rulesOf(kind: RuleKind): readonly AnyRule[] {
    return rulesFor(kind, this.registry, this.config, this.context)
  }

  #run(rule: AnyRule, input: unknown): void {
    // The registry hands a rule only what its kind names: the pairing cannot be said in types.
    const check = rule.check as (input: unknown, context: RuleContext) => Iterable<Report>
    this.#guard(rule.meta.id, () => {
      for (const report of check(input, this.context)) this.#add(rule.meta, report)
    })
  }

  #schema(): void {
    this.#guard(`${this.context.document.kind}/schema`, () => {
      for (const { rule, at, message, fixes } of schemaReports(this.context.document)) {
        const meta = builtinMeta(rule as BuiltinId)
        if (this.level(rule) !== 'off') this.#put(meta, message, { message: '', at, ...(fixes && { fixes }) })
      }
    })
  }

  #marked(findings: readonly Finding[]): readonly Finding[] {
    const { document } = this.context
    const refused = document.kind === 'compose' && findings.length > 0 ? refusedSpans(document) : []
    const isRefused = ({ span: own }: Finding) => refused.some(({ start, end }) => start <= own.start && own.end <= end)
    return refused.length === 0
      ? findings
      : findings.map((one) => (isRefused(one) ? { ...one, refusedBySchema: true } : one))
  }

  #guard(id: string, body: () => void): void {
    try {
      body()
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      this.problems.push({
        path: this.context.file.path,
        message: `The rule ${id} failed on this file: ${why}`,
        fatal: false,
      })
    }
  }

  #add(meta: RuleMeta, report: Report): void {
    const sentence = meta.messages[report.message]
    if (sentence === undefined) throw new Error(`it has no message "${report.message}"`)
    this.#put(meta, fill(sentence, report.data), report)
  }

  #put(meta: RuleMeta, message: string, report: Report): void {
    const { file } = this.context
    // A value of another file is reported when that file is checked.
    if ('file' in report.at && report.at.file !== file) return
    const span = spanOf(report.at)
    const aliased = 'via' in report.at && report.at.via !== undefined
    if (!this.#found.isNew(meta.id, span, message, aliased)) return
    const level = this.config.rules[meta.id] ?? report.severity ?? meta.severity
    const { fixes = [], related = [] } = report
    this.#found.add(
      {
        rule: meta.id,
        severity: level === 'off' ? meta.severity : level,
        message,
        docs: pageOf(meta.id),
        path: file.path,
        span,
        related: related.map((other) => ({
          path: 'file' in other.at ? other.at.file.path : (other.file ?? file).path,
          span: spanOf(other.at),
          message: other.message,
        })),
        fixes: fixes.flatMap((fix) => compileFix(fix, meta)),
      },
      aliased && 'kind' in report.at ? { value: report.at, fixes } : undefined,
    )
  }
}

/** Whether what the schema refuses in such a file is ours to tell. */
const ownsSchema = ({ schema }: Config, { kind }: Document): boolean =>
  schema === 'always' || (schema === 'auto' && kind !== 'compose')

const spanOf = (at: Value | Span): Span => ('span' in at ? at.span : span(at.start, at.end))
