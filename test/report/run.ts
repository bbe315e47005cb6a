import type { Finding } from '../../src/lint/finding'
import type { RuleMeta } from '../../src/lint/rule'
import type { ReportedFile, RunResult } from '../../src/report'

const meta: RuleMeta = {
  id: 'compose/version-key-obsolete',
  kind: 'compose',
  severity: 'info',
  fixable: 'safe',
  since: '0.1.0',
  summary: 'A compose file needs no version.',
  why: 'Compose ignores it.',
  messages: {},
  sources: [],
}

/** A finding on the only place where `words` stand in the text. */
export function finding(text: string, words: string, other: Partial<Finding> = {}): Finding {
  const start = text.indexOf(words)
  return {
    rule: meta.id,
    severity: 'error',
    message: 'The key is obsolete.',
    docs: 'https://example.test/rule.md',
    path: 'docker-compose.yml',
    span: { start, end: start + words.length },
    related: [],
    fixes: [],
    ...other,
  }
}

export const file = (text: string, findings: readonly Finding[], other: Partial<ReportedFile> = {}): ReportedFile => ({
  path: 'docker-compose.yml',
  kind: 'compose',
  text,
  findings,
  problems: [],
  ...other,
})

export const runOf = (files: readonly ReportedFile[], other: Partial<RunResult> = {}): RunResult => ({
  version: '1.2.3',
  files,
  problems: [],
  rules: [meta],
  textOf: () => undefined,
  ...other,
})

const TEXT = '\uFEFFversion: "3"\r\nservices:\r\n\ta日: x\r\n'

/** One run with all that a report can meet. */
export const everything = runOf(
  [
    file(TEXT, [
      finding(TEXT, 'version', {
        severity: 'info',
        related: [
          { path: 'gpu/Docker file', span: { start: 5, end: 8 }, message: 'built here' },
          { path: 'gone', span: { start: 0, end: 1 }, message: 'not readable' },
        ],
        fixes: [
          { title: 'Delete it', safe: true, edits: [{ path: 'docker-compose.yml', start: 1, end: 15, newText: '' }] },
          { title: 'Add', safe: false, edits: [{ path: 'gpu/Docker file', start: 0, end: 0, newText: '# <&"]]>\n' }] },
        ],
      }),
      finding(TEXT, '\r\nservices:\r\n\ta日: x', {
        rule: 'x/unknown',
        severity: 'warning',
        message: 'a|b, 50%: <i>\nnext',
      }),
      finding('FROM a', 'a', { path: 'gpu/Docker file' }),
    ]),
    file('', [], { path: 'C:/clean #1/Dockerfile', kind: 'dockerfile' }),
  ],
  {
    problems: [
      { path: 'docker-compose.yml', message: 'is broken\u0007', span: { start: 3, end: 4 }, fatal: true },
      { path: '', message: 'no place', fatal: false },
    ],
    textOf: (path) => (path === 'gpu/Docker file' ? 'FROM a\nRUN b\n' : undefined),
  },
)
