import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Texts } from '../../src/documents/texts'

describe('texts that are asked for words', () => {
  test('say what each of them says', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, fc.nat(), fc.nat(8), (texts, other, from, length) => {
        const asked = new Texts(texts)
        for (const word of [other, texts.join('').slice(from % 40, (from % 40) + length)])
          expect(asked.includes(word)).toBe(texts.some((one) => one.includes(word)))
      }),
    )
  })
  test('take no pair from the end of one and the start of the next', () => {
    expect(new Texts(['gp', 'us']).includes('gpus')).toBe(false)
  })
})
