import { describe, expect, test } from 'vitest'
import { distance, nearest } from '../../src/text'

describe('nearest', () => {
  test.each([
    ['nvida', ['nvidia', 'cdi'], 'nvidia'],
    ['device_id', ['device_ids', 'driver', 'count'], 'device_ids'],
    ['cuont', ['count', 'driver'], 'count'],
    ['banana', ['count', 'driver'], undefined],
    ['NVIDIA', ['nvidia'], 'nvidia'],
    ['cuda-tag-latest', ['compose/schema', 'image/cuda-tag-latest'], 'image/cuda-tag-latest'],
    ['', ['compose/'], undefined],
  ])('%s among %j is %s', (word, candidates, expected) => expect(nearest(word, candidates)).toBe(expected))

  test('counts a swap of neighbours once and stops at the limit', () => {
    expect(distance('cuont', 'count')).toBe(1)
    expect(distance('kitten', 'sitting')).toBe(3)
    expect(distance('abc', 'abcdefgh')).toBe(4)
  })
})
