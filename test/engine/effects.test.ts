import { describe, expect, test } from 'vitest'
import { createLinter, defaultConfig, MemoryWorkspace, registry } from '../../src/service'
import { applyEdits } from '../../src/text'
import { cases, unasked } from './effects/cases'
import type { Effect, EffectCase } from './effects/effect'
import { outcomeOf, SCRIPT } from './effects/observe'
import { type EngineName, type Files, hasEngine } from './support/compose'

/** The finding of the rule under test, others may find something too. */
async function found({ rule, path = 'compose.yaml', target }: EffectCase, files: Files) {
  // A user names a script, since no walk looks for any.
  const config = { ...defaultConfig, files: { script: [SCRIPT] }, ...(target && { target }) }
  const result = await createLinter({ workspace: new MemoryWorkspace({ ...files }), config }).check(path)
  return { text: result?.text ?? '', findings: result?.findings.filter((finding) => finding.rule === rule) ?? [] }
}

async function repaired(given: EffectCase): Promise<Files> {
  const { path = 'compose.yaml', files } = given
  let repairing = files
  // A rule may find several things, one after the other.
  for (let round = 0; round < 5; round++) {
    const { text, findings } = await found(given, repairing)
    const fixes = findings.flatMap((finding) => finding.fixes)
    const fix = given.fix ? fixes.find(({ title }) => title === given.fix) : fixes[0]
    if (!fix) return repairing
    expect(fix.edits.every((edit) => edit.path === path)).toBe(true)
    repairing = { ...repairing, [path]: applyEdits(text, fix.edits) }
  }
  return repairing
}

async function expectEffect(files: Files, effect: Effect, engine: EngineName | undefined): Promise<void> {
  const { refused, stopped, seen, stack } = await outcomeOf(files, effect, engine)
  if ('refused' in effect) return expect(refused ?? 'accepted').toMatch(effect.refused)
  if ('stackRefused' in effect) return expect(stack).toMatch(effect.stackRefused)
  if ('stackAccepted' in effect) return expect(stack).toBe('accepted')
  expect(refused).toBeUndefined()
  if ('stops' in effect) return expect(stopped ?? 'started').toMatch(effect.stops)
  expect(stopped ?? '').toBe('')
  const names = Object.keys(effect.sees)
  expect(Object.fromEntries(names.map((name) => [name, seen?.[name]]))).toEqual(effect.sees)
}

const titleOf = ({ files, path = 'compose.yaml' }: EffectCase): string =>
  (files[path] ?? '').replace(/\s+/g, ' ').replace(/^services: a: (?:image: stub )?/, '')

async function holds(given: EffectCase): Promise<void> {
  expect(registry.ids.has(given.rule)).toBe(true)
  const { findings } = await found(given, given.files)
  expect(findings.length).toBeGreaterThan(0)
  await expectEffect(given.files, given.claimed, given.engine)
  const fixed = await repaired(given)
  if (!given.fixed) return expect(fixed).toEqual(given.files)
  expect(fixed).not.toEqual(given.files)
  await expectEffect(fixed, given.fixed, given.engine)
}

for (const rule of new Set(cases.map((given) => given.rule))) {
  describe(rule, () => {
    for (const given of cases.filter((one) => one.rule === rule)) {
      const { engine = 'current' } = given
      test.skipIf(!hasEngine(engine))(`${titleOf(given)} (${engine})`, () => holds(given))
    }
  })
}

test('every rule that was measured with an engine is asked here', () => {
  const measured = registry.metas.filter(({ sources }) =>
    sources.some((source) => /^measured: (?:Docker|Compose)/.test(source)),
  )
  const asked = new Set([...cases.map(({ rule }) => rule), ...Object.keys(unasked)])
  expect(measured.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([])
})
