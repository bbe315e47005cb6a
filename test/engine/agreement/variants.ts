import fc from 'fast-check'
import { forms } from './forms'
import { otherForms } from './other-forms'

const aspects: readonly (readonly string[])[] = [...Object.values(forms), ...Object.values(otherForms)]

const indent = (lines: string): string => lines.replace(/^/gm, '    ')

/** A project with the service that varies, and what it may refer to. */
function project(lines: readonly string[]): string {
  const image = lines.some((line) => /^(image|build):/m.test(line)) ? [] : ['image: stub']
  const service = [...image, ...lines].map(indent).join('\n')
  return `services:\n  a:\n${service}\n  b:\n    image: stub\nnetworks:\n  n: {}\nvolumes:\n  models: {}\n`
}

/** Two or three aspects of one service; a key stands once. */
const combined: fc.Arbitrary<string> = fc
  .uniqueArray(fc.nat(aspects.length - 1), { minLength: 2, maxLength: 3 })
  .chain((chosen) => fc.tuple(...chosen.map((index) => fc.constantFrom(...(aspects[index] ?? [])))))
  .filter((lines) => isOnce(lines))
  .map(project)

function isOnce(lines: readonly string[]): boolean {
  const keys = lines.flatMap((line) => [...line.matchAll(/^[\w-]+(?=:)/gm)].map(([key]) => key))
  return new Set(keys).size === keys.length
}

const SEED = 20261122
const COMBINED = 300

/** Every form alone, and combinations of them: the same ones in every run. */
export function variants(): readonly string[] {
  const alone = aspects.flat().map((form) => project([form]))
  const together = fc.sample(combined, { numRuns: COMBINED, seed: SEED })
  return [...new Set([...alone, ...together])]
}
