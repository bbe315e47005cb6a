import type { Finding, Problem } from '../lint/finding'
import { Places } from './places'
import { problemsOf } from './summary'
import type { ReportedFile, Reporter } from './types'

/** JUnit XML: one suite a file, one case a finding. Errors and warnings fail; an info passes and says its sentence. */
export const junit: Reporter = (run) => {
  const places = new Places(run)
  const suites = run.files.map((file) => suite(file, places))
  const problems = problemsOf(run)
  if (problems.length > 0) suites.push(problemSuite(problems, places))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gpu-compose">\n${suites.join('')}</testsuites>\n`
}

function suite({ path, findings }: ReportedFile, places: Places): string {
  const failures = findings.filter(({ severity }) => severity !== 'info').length
  const cases = findings.map((finding) => testCase(finding, places)).join('')
  const passed = `    <testcase ${attributes({ name: 'no findings', classname: path })}/>\n`
  const head = attributes({ name: path, tests: Math.max(1, findings.length), failures, errors: 0 })
  return `  <testsuite ${head}>\n${cases || passed}  </testsuite>\n`
}

function testCase({ rule, path, span, severity, message, docs }: Finding, places: Places): string {
  const at = places.label(path, span)
  const head = attributes({ name: `${rule} ${at}`, classname: path })
  const body = escapeXml(`${at}: ${message}\n${docs}`)
  const inner =
    severity === 'info'
      ? `<system-out>${body}</system-out>`
      : `<failure ${attributes({ type: severity, message })}>${body}</failure>`
  return `    <testcase ${head}>${inner}</testcase>\n`
}

function problemSuite(problems: readonly Problem[], places: Places): string {
  const cases = problems.map(({ path, span, message }) => {
    const at = places.label(path, span)
    const head = attributes({ name: at || 'gpu-compose', classname: 'problems' })
    return `    <testcase ${head}><error ${attributes({ type: 'problem', message })}/></testcase>\n`
  })
  const head = attributes({ name: 'problems', tests: problems.length, failures: 0, errors: problems.length })
  return `  <testsuite ${head}>\n${cases.join('')}  </testsuite>\n`
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escapeXml(String(value)).replace(/[\n\t]/g, (c) => `&#${c.charCodeAt(0)};`)}"`)
    .join(' ')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** XML 1.0 has no place for most control characters and lone surrogates, not even escaped: they become U+FFFD. */
const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
