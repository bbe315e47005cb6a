import { expect, test } from 'vitest'
import { variants } from './agreement/variants'
import { disagreements } from './disagreements'
import { config, each } from './support/compose'
import { refusals } from './support/verdict'

interface Verdicts {
  readonly text: string
  readonly ours: readonly string[]
  readonly engine: string | undefined
}

/** Compose does not look into services that no profile starts. */
const EVERY_PROFILE = ['--profile', '*', 'config', '-q']

async function verdictsOf(text: string): Promise<Verdicts> {
  const files = { 'compose.yaml': text }
  const [ours, { ok, stderr }] = await Promise.all([refusals(files), config(files, EVERY_PROFILE)])
  return { text, ours, engine: ok ? undefined : stderr.trim() }
}

const agree = ({ ours, engine }: Verdicts): boolean => ours.length > 0 === (engine !== undefined)

/** The lines of the service that varies. */
const formOf = (text: string): string => text.slice(text.indexOf('    '), text.indexOf('\n  b:')).replace(/\s+/g, ' ')

const explain = ({ text, ours, engine }: Verdicts): string =>
  `${formOf(text)}\n  ours: ${ours.join(' | ') || 'accepted'}\n  Compose: ${engine?.replace(/\s+/g, ' ') ?? 'accepted'}`

const isExplained = ({ text, engine }: Verdicts): boolean =>
  disagreements.some(
    ({ form, compose }) => form.test(text) && compose === (engine === undefined ? 'accepts' : 'refuses'),
  )

test('we and Docker Compose refuse the same services', { timeout: 180_000 }, async () => {
  const texts = variants()
  const verdicts = await each(texts, verdictsOf)
  const differing = verdicts.filter((one) => !agree(one))
  expect(
    differing
      .filter((one) => !isExplained(one))
      .map(explain)
      .join('\n'),
  ).toBe('')
  expect(texts.length).toBeGreaterThanOrEqual(300)
  const idle = disagreements.filter(({ form }) => !differing.some(({ text }) => form.test(text)))
  expect(idle.map(({ form }) => form.source)).toEqual([])
  const refused = verdicts.filter(({ engine }) => engine !== undefined).length
  // A generator of nothing but good or bad files would prove little.
  expect(refused / texts.length).toBeGreaterThan(0.25)
  expect(refused / texts.length).toBeLessThan(0.75)
  console.log(`${texts.length} services, ${refused} refused, ${differing.length} explained disagreements`)
})
