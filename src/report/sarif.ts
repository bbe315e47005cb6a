import type { Finding, Fix, Problem } from '../lint/finding'
import { pageOf } from '../lint/message'
import type { RuleMeta, Severity } from '../lint/rule'
import type { Span } from '../text'
import { Places } from './places'
import { findingsOf, problemsOf } from './summary'
import type { Reporter, RunResult } from './types'
import { uriOf } from './uri'

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/** SARIF 2.1.0, with the repairs as artifact changes. */
export const sarif: Reporter = (run) => {
  const places = new Places(run)
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(run) },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(problemsOf(run), places)],
        artifacts: run.files.map(({ path }) => ({ location: { uri: uriOf(path) } })),
        results: findingsOf(run).map((finding) => result(finding, run.rules, places)),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

const driver = ({ version, rules }: RunResult) => ({
  name: 'GPU Compose',
  version,
  semanticVersion: version,
  informationUri: 'https://github.com/gpu-compose/gpu-compose',
  rules: rules.map(descriptor),
})

const descriptor = (meta: RuleMeta) => ({
  id: meta.id,
  shortDescription: { text: meta.summary },
  fullDescription: { text: meta.why },
  help: { text: `${meta.summary} ${meta.why}` },
  helpUri: pageOf(meta.id),
  defaultConfiguration: { level: LEVELS[meta.severity] },
  properties: { tags: [meta.kind] },
})

const result = (finding: Finding, rules: readonly RuleMeta[], places: Places) => {
  const index = rules.findIndex(({ id }) => id === finding.rule)
  return {
    ruleId: finding.rule,
    ...(index >= 0 && { ruleIndex: index }),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.path, finding.span, places)],
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map(({ path, span, message }) => ({
        ...location(path, span, places),
        message: { text: message },
      })),
    }),
    ...(finding.fixes.length > 0 && { fixes: finding.fixes.map((fix) => fixOf(fix, places)) }),
  }
}

const location = (path: string, span: Span, places: Places) => ({
  physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: region(path, span, places) },
})

const region = (path: string, span: Span, places: Places) => {
  const range = places.range(path, span)
  const chars = { charOffset: span.start, charLength: span.end - span.start }
  if (!range) return chars
  const { start, end } = range
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column, ...chars }
}

const fixOf = ({ title, edits }: Fix, places: Places) => ({
  description: { text: title },
  artifactChanges: [...new Set(edits.map(({ path }) => path))].map((path) => ({
    artifactLocation: { uri: uriOf(path) },
    replacements: edits
      .filter((edit) => edit.path === path)
      .map((edit) => ({ deletedRegion: region(path, edit, places), insertedContent: { text: edit.newText } })),
  })),
})

const invocation = (problems: readonly Problem[], places: Places) => ({
  executionSuccessful: !problems.some(({ fatal }) => fatal),
  toolExecutionNotifications: problems.map(({ path, message, span, fatal }) => ({
    level: fatal ? 'error' : 'warning',
    message: { text: message },
    ...(path !== '' && {
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(path) },
            ...(span && { region: region(path, span, places) }),
          },
        },
      ],
    }),
  })),
})
