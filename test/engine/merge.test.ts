import { expect, test } from 'vitest'
import type { Merged } from './merge/merged'
import { ours } from './merge/ours'
import { type Project, projects } from './merge/projects'
import { type TheirService, theirs } from './merge/theirs'
import { compose, each, inFolder } from './support/compose'

interface Differing {
  readonly project: Project
  readonly service: string
  readonly ours: Merged | undefined
  readonly theirs: Merged
}

/** @returns undefined where Compose refuses the project */
async function compared(project: Project): Promise<readonly Differing[] | undefined> {
  const expected = await mergedByCompose(project)
  if (!expected) return undefined
  const own = await ours(project)
  expect([...own.keys()].sort()).toEqual([...expected.keys()].sort())
  return [...expected].map(([service, merged]) => ({ project, service, ours: own.get(service), theirs: merged }))
}

function mergedByCompose({ files, named }: Project): Promise<ReadonlyMap<string, Merged> | undefined> {
  return inFolder(files, async (folder) => {
    const chosen = named.flatMap((name) => ['-f', name])
    const { ok, stdout } = await compose([...chosen, '--profile', '*', 'config', '--format', 'json'], folder)
    if (!ok) return undefined
    const services: Record<string, TheirService> = JSON.parse(stdout).services ?? {}
    return new Map(Object.entries(services).map(([name, service]) => [name, theirs(service, folder)]))
  })
}

const shown = ({ project, service, ours, theirs }: Differing): string => {
  const texts = Object.entries(project.files).filter(([name]) => !name.endsWith('env'))
  const keys = Object.keys(theirs) as (keyof Merged)[]
  const differing = keys.filter((key) => !equal(ours?.[key], theirs[key]))
  const values = differing.map(
    (key) => `${key}: ours ${JSON.stringify(ours?.[key])}, theirs ${JSON.stringify(theirs[key])}`,
  )
  return `${texts.map(([name, text]) => `# ${name}\n${text}`).join('')}=> ${service}\n${values.join('\n')}\n`
}

const equal = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

/** Order counts in lists and not in maps. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined'

test('our merged services are those of Docker Compose', { timeout: 120_000 }, async () => {
  const all = projects()
  const results = await each(all, compared)
  const accepted = results.flatMap((result) => (result ? [result] : []))
  const known = accepted.flat().filter(({ ours }) => ours !== undefined)
  const differing = known.filter((one) => !equal(one.ours, one.theirs))
  expect(differing.map(shown).join('\n')).toBe('')
  expect(accepted.length).toBeGreaterThanOrEqual(60)
  expect(known.length / accepted.flat().length).toBeGreaterThan(0.85)
  console.log(
    `${accepted.length} of ${all.length} projects compared (Compose refuses the others): ${known.length} services`,
  )
})
