import type { ComposeDocument, Service } from '../../documents/compose/types'
import type { Project } from '../../documents/project'
import type { Text } from '../../documents/text'
import { asMap, asSeq, isNull, type Value } from '../../documents/tree'
import { defineRule, type Report } from '../../lint/rule'
import { type SchemaReport, schemaReports } from '../../lint/schema'
import { nearest } from '../../text'

export default defineRule({
  meta: {
    id: 'compose/extends-or-include-fails',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['extends', 'include'],
    summary: 'What a file extends or includes can be read by Compose.',
    why: 'Compose reads those files first and stops at the first mistake in them, so that no service of this file starts.',
    messages: {
      absent:
        'Service "{service}" extends "{base}", and {file} has no service of that name: Docker Compose stops ("service not found"). Name one of its services ({names}).',
      unread: '{file} cannot be read: {why} Docker Compose reads it for this file and stops there. Mend {file}.',
      refused: 'Docker Compose reads {file} for this file and stops there, at line {line}: {why} Mend it in {file}.',
    },
    sources: ['measured: Docker Compose 2.40.3 (2026-11-28)'],
    notes: [
      'Of an extended file only the services that are extended count, and in them only keys that the extending service does not set itself: Compose looks at no others. A file that is not there is no finding: it may be made later.',
    ],
  },
  *check(document, { project }) {
    const schema = reader()
    for (const service of document.services) yield* ofExtends(service, project, schema)
    for (const text of includesOf(document)) {
      const other = documentOf(text, document, project)
      if (other) yield* ofFile(text, other, schema(other))
    }
  },
})

type Schema = (document: ComposeDocument) => readonly SchemaReport[]

/** Each file is judged once. */
function reader(): Schema {
  const known = new Map<ComposeDocument, readonly SchemaReport[]>()
  return (document) => {
    const reports = known.get(document) ?? schemaReports(document, () => false)
    known.set(document, reports)
    return reports
  }
}

function documentOf(text: Text, document: ComposeDocument, project: Project): ComposeDocument | undefined {
  const path = document.pathOf(text)
  const other = path === undefined ? undefined : project.document(path)
  return other?.kind === 'compose' && other.file !== document.file ? other : undefined
}

function* ofFile(text: Text, other: ComposeDocument, reports: readonly SchemaReport[]): Iterable<Report> {
  const { file, problems } = other
  const [problem] = problems
  const [report] = reports
  const line = (start: number) => file.lines.positionAt(start).line
  if (problem) {
    const why = `${problem.message.replace(/[.:]?\s*$/, '')} (line ${line(problem.start)}).`
    yield { message: 'unread', data: { file: file.path, why }, at: text.node }
  } else if (report) {
    const data = { file: file.path, line: line(report.at.span.start), why: report.message }
    yield { message: 'refused', data, at: text.node, related: [{ at: report.at, message: 'the mistake' }] }
  }
}

function* ofExtends(service: Service, project: Project, schema: Schema): Iterable<Report> {
  const { document, node } = service
  const value = node.get('extends')
  const map = asMap(value)
  const name = document.textOf(map ? map.get('service') : value)
  if (!value || value.tag || value.via || name?.value === undefined) return
  const text = document.textOf(map?.get('file'))
  const other = text ? documentOf(text, document, project) : isNull(map?.get('file')) ? document : undefined
  if (!other) return
  if (text && other.problems.length > 0) yield* ofFile(text, other, [])
  else if (isAbsent(name.value, other, text)) yield absent(service, name, other)
  else if (text) yield* ofFile(text, other, extendedReports(service, other, schema))
}

/** Where a file is extended, its own includes do not count (measured). */
const isAbsent = (name: string, { root, services, file, problems }: ComposeDocument, text: Text | undefined): boolean =>
  problems.length === 0 &&
  !services.some((one) => one.name === name) &&
  root?.at('services', name) === undefined &&
  !/^---/m.test(file.text) &&
  (text !== undefined || !root?.has('include'))

function absent(
  service: Service,
  { node, value = '', interpolated }: Text,
  { services, file }: ComposeDocument,
): Report {
  const names = services.map(({ name }) => name).filter((name) => name !== service.name || file !== node.file)
  const near = nearest(value, names)
  const shown = names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '')
  const data = { service: service.name, base: value, file: file.path, names: shown || 'it has none' }
  const fixes =
    near && !interpolated && !node.via
      ? [{ title: `Extend ${near}`, ops: [{ op: 'set', target: node, value: near } as const] }]
      : []
  return { message: 'absent', data, at: node, fixes }
}

/** What is wrong in the extended service, and in those of the same file that it extends. */
function extendedReports(service: Service, other: ComposeDocument, schema: Schema): readonly SchemaReport[] {
  const keys = new Set(service.node.entries.map(({ key }) => String(key.value)))
  const nodes: Value[] = []
  for (let base = service.base; base && base.document === other && !nodes.includes(base.node); base = base.base)
    nodes.push(base.node)
  return schema(other).filter(
    ({ at, path }) =>
      !keys.has(String(path[2])) && nodes.some(({ span }) => span.start <= at.span.start && at.span.end <= span.end),
  )
}

function includesOf(document: ComposeDocument): readonly Text[] {
  const value = document.root?.get('include')
  const items = asSeq(value)?.items ?? (value ? [value] : [])
  const paths = items.flatMap((item) => {
    const path = asMap(item)?.get('path') ?? item
    return asSeq(path)?.items ?? [path]
  })
  return paths.flatMap((path) => document.textOf(path) ?? [])
}
