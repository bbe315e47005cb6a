import { readFileSync } from 'node:fs'
import Ajv from 'ajv'
import Ajv2020 from 'ajv/dist/2020'
import { expect, test } from 'vitest'
import { reporter } from '../../src/report'
import { everything, runOf } from './run'

const report = (format: Parameters<typeof reporter>[0], run = everything) => reporter(format, { color: false })(run)
const schema = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))

test('json follows its schema and the contract', () => {
  const validate = new Ajv2020({ strict: false }).compile(schema('schemas/report.schema.json'))
  const plain = JSON.parse(report('json'))
  validate(plain)
  expect(validate.errors).toBeNull()
  expect(plain.files[0].findings[0]).toMatchObject({
    range: { start: { line: 1, column: 2, offset: 1 }, end: { line: 1, column: 9, offset: 8 } },
    fixes: [{ safe: true, edits: [{ start: 1, end: 15, newText: '' }] }, { safe: false }],
  })
  expect(plain.files[0].findings[2].path).toBe('gpu/Docker file')
  expect(plain.summary).toEqual({ files: 2, errors: 1, warnings: 1, infos: 1, fixable: 1 })
  expect(plain.problems).toHaveLength(2)
})

test('sarif follows the schema of SARIF 2.1.0', () => {
  // The schema is written in draft 04, whose keywords that it uses mean the same in draft 07.
  const { $schema, id, ...rules } = schema('test/fixtures/sarif/sarif-2.1.0-rtm.5.json')
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rules)
  const log = JSON.parse(report('sarif'))
  validate(log)
  expect(validate.errors).toBeNull()
  const [run] = log.runs
  expect(run.columnKind).toBe('utf16CodeUnits')
  expect(run.results[0]).toMatchObject({ ruleIndex: 0, level: 'note' })
  expect(run.results[0].locations[0].physicalLocation.region).toEqual({
    startLine: 1,
    startColumn: 2,
    endLine: 1,
    endColumn: 9,
    charOffset: 1,
    charLength: 7,
  })
  expect(run.results[0].fixes[1].artifactChanges[0].artifactLocation.uri).toBe('gpu/Docker%20file')
  expect(run.results[1].ruleIndex).toBeUndefined()
  expect(run.artifacts[1].location.uri).toBe('file:///C:/clean%20%231/Dockerfile')
  expect(run.invocations[0].executionSuccessful).toBe(false)
})

test('github commands are escaped, and have columns only on one line', () => {
  expect(report('github').split('\n')).toEqual([
    '::notice file=docker-compose.yml,line=1,endLine=1,col=2,endColumn=9,title=compose/version-key-obsolete::The key is obsolete.',
    '::warning file=docker-compose.yml,line=1,endLine=3,title=x/unknown::a|b, 50%25: <i>%0Anext',
    '::error file=gpu/Docker file,line=1,endLine=1,col=6,endColumn=7,title=compose/version-key-obsolete::The key is obsolete.',
    '::error file=docker-compose.yml,line=1,endLine=1,col=4,endColumn=5,title=GPU Compose::is broken\u0007',
    '::warning title=GPU Compose::no place',
    '',
  ])
})

test('junit has a suite a file, and no character that XML forbids', () => {
  const xml = report('junit')
  expect(xml).not.toContain('\u0007')
  expect(xml).toContain('<testsuite name="docker-compose.yml" tests="3" failures="2" errors="0">')
  expect(xml).toContain('<testcase name="no findings" classname="C:/clean #1/Dockerfile"/>')
  expect(xml).toContain('message="a|b, 50%: &lt;i&gt;&#10;next"')
  expect(unbalanced(xml)).toBe('')
})

/** What is left of the text when all its elements are taken away from inside to outside. */
function unbalanced(xml: string): string {
  let rest = xml.replace(/^<\?xml[^>]*\?>/, '').replace(/<[a-z-]+( [a-z]+="[^"<]*")*\/>/g, '')
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(/<([a-z-]+)(?: [a-z]+="[^"<]*")*>[^<]*<\/\1>/g, '')
  }
  return rest.trim()
}

test('markdown keeps its tables whole', () => {
  const lines = report('markdown').split('\n')
  const rows = lines.filter((line) => line.startsWith('|'))
  expect(rows[3]).toContain('a\\|b, 50%: \\<i\\> next')
  for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(5)
  expect(lines).toContain('2 files checked: 1 error, 1 warning, 1 info, 1 with a fix.')
})

test('a run without findings is a whole report in every format', () => {
  const empty = runOf([])
  expect(report('github', empty)).toBe('')
  expect(JSON.parse(report('json', empty)).files).toEqual([])
  expect(JSON.parse(report('sarif', empty)).runs[0].results).toEqual([])
  expect(unbalanced(report('junit', empty))).toBe('')
  expect(report('pretty', empty)).toBe('0 files checked: nothing found.\n')
})
