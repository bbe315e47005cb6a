import { describe, expect, it } from 'vitest'
import { compareVersions, inRange, isOf, versionPrefix } from '../../src/facts'

describe('compareVersions', () => {
  it.each([
    ['12.4', '12.10', -1],
    ['2.1', '2.1.0', 0],
    ['2.1.0+cu118', '2.1.0', 0],
    ['v0.15.0', '0.15.0', 0],
    ['2.5.0rc1', '2.5.0', -1],
    ['2.5.0rc1', '2.4.9', 1],
    ['580.65.06', '580.65.6', 0],
    ['535.104.05', '535.54.03', 1],
  ])('%s with %s is %i', (a, b, expected) => {
    expect(compareVersions(a, b)).toBe(expected)
    expect(compareVersions(b, a)).toBe(expected === 0 ? 0 : -expected)
  })
})

describe('inRange', () => {
  it.each([
    ['1.19', '1.19-1.26', true],
    ['1.26.9', '1.19-1.26', true],
    ['1.27', '1.19-1.26', false],
    ['1.190', '1.19-1.26', false],
    ['1.18.1', '1.19-1.26', false],
    ['1.30', '1.27-', true],
    ['1.27', '>=1.27', true],
    ['9.9', '>=9.8,<10', true],
    ['10.0', '>=9.8,<10', false],
    ['1.18.1', '1.18', true],
    ['1.2', '1.18', false],
    ['latest', '>=1.0', false],
    ['', '1.0-', false],
  ])('%s in %s is %s', (version, range, expected) => expect(inRange(version, range)).toBe(expected))
})

it('versions are cut and compared by their numbers, not their letters', () => {
  expect(versionPrefix('12.4.1', 2)).toBe('12.4')
  expect(isOf('1.170.0', '1.17')).toBe(false)
  expect(isOf('1.17.3', '1.17')).toBe(true)
})
