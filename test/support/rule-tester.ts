import { describe, expect, test } from 'vitest'
import { MemoryWorkspace } from '../../src/documents/workspace'
import { defaultConfig } from '../../src/lint/config'
import { Registry } from '../../src/lint/registry'
import type { AnyRule, Rule, RuleKind } from '../../src/lint/rule'
import { ProjectEditorLinter } from '../../src/service/editor-linter'
import type { FileResult } from '../../src/service/types'
import { applyEdits } from '../../src/text'
import { asCase, type InvalidCase, pathOf, type RuleCases, type Surroundings, unmark } from './rule-cases'

/**
 * Tests one rule. For every invalid case also: the repair removes the finding, the repaired text parses, a second repair
 * changes nothing, and the same text with CRLF, as YAML and JSON with CR alone too, gives the same findings and the same repair.
 */
export function testRule<K extends RuleKind>(rule: Rule<K>, cases: RuleCases): void {
  const subject = rule as unknown as AnyRule
  describe(rule.meta.id, () => {
    for (const given of cases.valid) {
      const valid = asCase(given)
      test(`is silent: ${title(valid)}`, async () => expect(shown(await run(subject, valid, valid.text))).toEqual([]))
    }
    for (const invalid of cases.invalid) testInvalid(subject, invalid)
    test('is complete', () => complete(subject, cases))
  })
}

const title = (given: Surroundings & { text: string }): string =>
  given.name ?? given.text.trim().split('\n').slice(-2).join(' ⏎ ')

function testInvalid(rule: AnyRule, given: InvalidCase): void {
  const { text, spans } = unmark(given.text)
  describe(title(given), () => {
    test('finds', async () => {
      const result = await run(rule, given, text)
      expect(drawn(text, result)).toBe(given.text)
      const ids = typeof given.message === 'string' ? spans.map(() => given.message) : given.message
      expect(result.findings.map((finding) => messageId(rule, finding.message))).toEqual(ids)
      for (const part of given.says ?? []) expect(result.findings.map((f) => f.message).join('\n')).toContain(part)
      if (given.severity) expect(result.findings.map((f) => f.severity)).toEqual(spans.map(() => given.severity))
    })
    test.each(endings(rule, given, text))('finds the same with %j', async (eol) => {
      const result = await run(rule, endedCase(given, eol), ended(text, eol))
      expect(drawn(ended(text, eol), result)).toBe(ended(given.text, eol))
    })
    test('repairs', () => repairs(rule, given, text))
    test('can be suppressed', () => suppresses(rule, given, text))
  })
}

/** A comment for each finding hides all of them, and leaves the text whole. */
async function suppresses(rule: AnyRule, given: InvalidCase, text: string): Promise<void> {
  let result = await run(rule, given, text)
  const { problems } = result
  for (let left = result.findings.length; left > 0; left = result.findings.length) {
    const [first] = result.findings
    const made =
      first && (await linter(rule, given, result.path, result.text).ignoreEdit(result.path, result.text, first))
    result = await run(rule, given, applyEdits(result.text, made ? [made.edit] : []))
    expect(result.findings.length).toBeLessThan(left)
    expect(result.problems.length).toBe(problems.length)
  }
}

async function repairs(rule: AnyRule, given: InvalidCase, text: string): Promise<void> {
  const result = await run(rule, given, text)
  if (given.fixed === null || given.fixed === undefined) {
    expect(result.findings.flatMap((finding) => finding.fixes.map((fix) => fix.title))).toEqual([])
    return
  }
  const fixed = await repair(rule, given, text)
  expect(fixed.text).toBe(given.fixed)
  if (!given.leaves) expect(shown(fixed.result)).toEqual([])
  expect(fixed.result.problems).toEqual([])
  expect((await repair(rule, given, fixed.text)).text).toBe(fixed.text)
  for (const eol of endings(rule, given, text))
    expect((await repair(rule, endedCase(given, eol), ended(text, eol))).text).toBe(ended(given.fixed, eol))
  for (const [name, expected] of Object.entries(given.offers ?? {})) expect(offer(result, name)).toBe(expected)
}

function offer(result: FileResult, name: string): string {
  const fix = result.findings.flatMap((finding) => finding.fixes).find((one) => one.title === name)
  if (!fix)
    throw new Error(
      `no repair "${name}" among: ${result.findings.flatMap((f) => f.fixes.map((x) => x.title)).join(' | ')}`,
    )
  return applyEdits(result.text, fix.edits)
}

/** What only all cases together can show: each sentence is used, and a rule that says it repairs does so. */
function complete(rule: AnyRule, cases: RuleCases): void {
  const used = new Set(cases.invalid.flatMap((given) => given.message))
  expect([...used].sort()).toEqual(Object.keys(rule.meta.messages).sort())
  expect(cases.valid.length).toBeGreaterThan(0)
  expect(cases.invalid.some((given) => typeof given.fixed === 'string')).toBe(rule.meta.fixable !== 'none')
  expect(rule.meta.sources.length).toBeGreaterThan(0)
  expect(rule.meta.id.startsWith(`${rule.meta.kind}/`)).toBe(true)
}

function linter(rule: AnyRule, given: Surroundings, path: string, text: string): ProjectEditorLinter {
  const workspace = new MemoryWorkspace({ ...given.files, [path]: text })
  // Scripts are read only where a user names them.
  const files = { ...defaultConfig.files, script: ['*.sh'] }
  const config = { ...defaultConfig, files, schema: 'never' as const, ...(given.target && { target: given.target }) }
  return new ProjectEditorLinter({ workspace, config, registry: new Registry([rule]) })
}

async function run(rule: AnyRule, given: Surroundings, text: string): Promise<FileResult> {
  const path = given.path ?? pathOf(rule.meta.kind, text)
  const result = await linter(rule, given, path, text).check(path)
  if (!result) throw new Error(`${path} was not taken for a file of ours`)
  const failed = result.problems.filter((problem) => problem.message.includes(`The rule ${rule.meta.id} failed`))
  expect(failed).toEqual([])
  return result
}

function repair(rule: AnyRule, given: Surroundings, text: string) {
  const path = given.path ?? pathOf(rule.meta.kind, text)
  return linter(rule, given, path, text).fix(path, text, { unsafe: true })
}

const shown = (result: FileResult): readonly string[] =>
  result.findings.map(
    ({ rule, message, span }) => `${rule} at "${result.text.slice(span.start, span.end)}": ${message}`,
  )

/** The text with the squiggles of the findings drawn in. */
function drawn(text: string, result: FileResult): string {
  const marks = result.findings.flatMap(({ span }) => [
    { start: span.start, end: span.start, newText: '⟦' },
    { start: span.end, end: span.end, newText: '⟧' },
  ])
  return marks
    .sort((a, b) => b.start - a.start)
    .reduce((out, mark) => out.slice(0, mark.start) + mark.newText + out.slice(mark.start), text)
}

/** The id of the sentence that this message was made from. */
function messageId(rule: AnyRule, message: string): string | undefined {
  const matches = ([, sentence]: [string, string]): boolean =>
    new RegExp(
      `^${sentence
        .split(/\{\w+\}/)
        .map(escapeRegExp)
        .join('[^]*?')}$`,
    ).test(message)
  return Object.entries(rule.meta.messages).find(matches)?.[0]
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** BuildKit and a shell read CR alone as no end of a line. */
const endings = (rule: AnyRule, given: Surroundings, text: string): readonly string[] =>
  /\.(?:ya?ml|json)$/.test(given.path ?? pathOf(rule.meta.kind, text)) ? ['\r\n', '\r'] : ['\r\n']

const ended = (text: string, eol: string): string => text.replaceAll('\n', eol)

const endedCase = <T extends Surroundings>(given: T, eol: string): T => ({
  ...given,
  ...(given.files && {
    files: Object.fromEntries(
      Object.entries(given.files).map(([path, text]) => [path, eol === '\r' ? text : ended(text, eol)]),
    ),
  }),
})
