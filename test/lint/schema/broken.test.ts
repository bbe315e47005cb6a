import { describe, expect, test } from 'vitest'
import { told } from './schema-of'

/** What is underlined in a text with two mistakes that the schema finds, and one that makes it broken. */
const places = (text: string): readonly string[] => told(text).map(([place]) => place)

describe('a text that is broken', () => {
  test.each([
    ['a quote that is open', 'services:\n  a:\n    user: 1\n    image: x\n    command: "y\n    tty: 5\n'],
    ['a bracket that is open', 'services:\n  a:\n    user: 1\n    image: x\n    command: [y\n    tty: 5\n'],
    ['a key without a colon', 'services:\n  a:\n    user: 1\n    image: x\n    shm_size 8gb\n    tty: 5\n'],
    ['a tab', 'services:\n  a:\n    user: 1\n    image: x\n    deploy:\n\t  replicas: 1\n    tty: 5\n'],
    ['a line too far right', 'services:\n  a:\n    user: 1\n    hostname: h\n    image: x\n      tty: 5\n'],
    ['two colons', 'services:\n  a:\n    user: 1\n    image: x\n    hostname: y: z\n    tty: 5\n'],
  ])('keeps what stands before it, and nothing behind: %s', (_, text) => expect(places(text)).toEqual(['1']))

  test.each([
    ['the value that would come', 'services:\n  a:\n    image: x\n    ulimits:\n\t  nofile: 1\n'],
    ['a key that the broken line belongs to', 'services:\n  a:\n    image: x\n    user: 1\n      tty: true\n'],
    ['a key that may follow', 'services:\n  a:\n    image: x\n    volumes:\n      - source: /a\n        target /b\n'],
    ['a map in which it stands', 'services:\n  a:\n    image: x\n    ports:\n      a: "1\n'],
    ['what an open bracket took in', 'services:\n  a:\n    image: x\n    command: [a, {b: c},\n    d: e\n'],
    ['an alias that leads nowhere', 'services:\n  a:\n    image: x\n    ulimits: *limits\n'],
  ])('is not blamed for %s', (_, text) => expect(places(text)).toEqual([]))

  test('is not blamed for values that an alias bomb left unread', () => {
    const names = [...'abcdefghij']
    const bomb = names.map((name, i) => `  ${name}: &${name} [${Array(9).fill(i > 0 ? `*${names[i - 1]}` : 'x')}]\n`)
    expect(places(`x-bomb:\n${bomb.join('')}services:\n  a:\n    image: x\n    environment: *j\n`)).toEqual([])
  })
  test('a misspelt key before the error is one all the same, and an earlier service is whole', () => {
    const text = 'services:\n  a:\n    volumes: [{ source: /a }]\n    imge: x\n  b:\n    image: "x\n'
    expect(places(text)).toEqual(['source', 'imge'])
  })
  test('a key that stands twice leaves everything else as it is', () => {
    expect(places('services:\n  a:\n    image: x\n    image: y\n    user: 1\n')).toEqual(['1'])
  })
})
