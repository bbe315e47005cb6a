import { describe, expect, test } from 'vitest'
import { ownedPaths } from '../../../src/lint/schema'
import measured from './measured.json'
import { repaired, schemaOf, told } from './schema-of'

const service = (lines: string): string => `services:\n  a:\n    image: x\n    ${lines}\n`

describe('agrees with Compose', () => {
  for (const { text, rest, refused, by } of measured.rows) {
    const name = text.replace('services:\n  a:\n    image: x\n', '').trim()
    const expected = refused && by === undefined ? 1 : 0
    test(`${expected === 1 ? 'one finding' : 'silent'}: ${name}`, () => {
      expect(schemaOf(text + (rest ? measured.tail : '')).map((report) => report.message)).toHaveLength(expected)
    })
  }
})

describe('says what is wrong, why it matters, what to do', () => {
  test.each([
    ['imge: y', 'imge', '"imge" is no key that is allowed in services.a. Compose refuses the file. Correct it'],
    ['enviroment: [A=1]', 'enviroment', 'Compose refuses the file. Write "environment".'],
    ['shm-size: 1g', 'shm-size', 'Write "shm_size".'],
    [
      'ports: "80:80"',
      '"80:80"',
      'services.a.ports is "80:80". Compose refuses the file: it must be a list. Write it as a list.',
    ],
    ['command: {a: 1}', 'command', 'is a map. Compose refuses the file: it must be a string, a list or nothing.'],
    ['user: 1000', '1000', 'it must be a string. Write "1000".'],
    [
      'cgroup: banana',
      'banana',
      'services.a.cgroup is banana. Compose refuses the file: it must be host or private. Write one of these.',
    ],
    [
      'volumes: [{source: /a, target: /b}]',
      'source',
      'services.a.volumes.0 has no "type". Compose refuses the file without it.',
    ],
    ['group_add: [a, b, a]', 'a', 'Item 3 of services.a.group_add stands there twice.'],
    ['cpu_count: -1', '-1', 'it must be at least 0.'],
    ['oom_score_adj: 2000', '2000', 'it must be at most 1000.'],
    ['container_name: ""', '""', 'it must match [a-zA-Z0-9][a-zA-Z0-9_.-]+.'],
    [
      'ulimits:',
      'ulimits',
      'services.a.ulimits is empty. Compose refuses the file: it must be a map. Give it a value or remove it.',
    ],
  ])('%s', (line, at, says) => {
    const [report, ...more] = told(service(line))
    expect(more).toEqual([])
    expect(report?.[0]).toBe(at)
    expect(report?.[1]).toContain(says)
  })
  test('a name that is not allowed', () => {
    expect(told('services: {"a b": {image: x}}\n')[0]?.[1]).toContain('"a b" is no name that is allowed in services.')
  })
})

describe('repairs', () => {
  test.each([
    ['enviroment: [A=1] # c', 'environment: [A=1] # c'],
    ['user: 1000 # me', 'user: "1000" # me'],
    ['stop_grace_period: 10', 'stop_grace_period: 10s'],
    ['restart: false', 'restart: "no"'],
    ['group_add: [a, b, a]', 'group_add: [a, b]'],
  ])('%s', (before, after) => {
    expect(repaired(service(before))).toBe(service(after))
    expect(schemaOf(service(after))).toEqual([])
  })
  test('an empty key goes', () => expect(repaired(service('ports:'))).toBe('services:\n  a:\n    image: x\n'))
  test('none that Compose would refuse again', () => {
    for (const line of ['privileged: 1', 'scale: 1.5', 'cpus: [1]', 'command: {a: 1}']) {
      expect(schemaOf(service(line))[0]?.fixes, line).toEqual([])
    }
  })
})

describe('is silent', () => {
  test.each([
    [
      'on variables',
      'cgroup: "${C}"\n    pull_policy: ${P:-always}\n    ports: ${PORTS}\n    volumes: [{type: "${T}", source: a, target: b}]',
    ],
    ['on keys with variables', 'networks: {n: {"${K}": 1}}'],
    ['on values with tags', 'ports: !reset null\n    volumes: !override\n      - 5\n    environment: !mine 5'],
    ['on x- keys', 'x-note: 5\n    healthcheck: {x-a: 1}\n    ulimits: {memlock: {soft: 1, hard: 1, x-a: 1}}'],
    ['on what may come from a base', 'extends: {file: y, service: b}\n    ulimits: {memlock: {soft: 1}}'],
  ])('%s', (_, lines) => expect(told(service(lines))).toEqual([]))
  test('on overlays and templates', () => {
    expect(told('services:\n  a:\n    ulimits: {memlock: {soft: 1}}\n')).toEqual([])
    expect(told('x-a: &a\n  image: 5\nservices: {}\n')).toEqual([])
  })
  test('on the places of other rules', () => {
    for (const pattern of ownedPaths) {
      const path = pattern.replace('.**', '').replace('*', 'a').split('.')
      const text = path.reduceRight<string>((inner, key) => `{${key}: ${inner}}`, '5')
      expect(told(`${text}\n`), pattern).toEqual([])
    }
  })
})

test('a value behind an alias is told once, where it is written', () => {
  const text = 'x-a: &a\n  usr: me\nservices:\n  b:\n    <<: *a\n    image: x\n  c:\n    <<: *a\n    image: x\n'
  const reports = schemaOf(text)
  expect(reports.map(({ at }) => [at.source, at.span.start])).toEqual([['usr', text.indexOf('usr')]])
})

test('each of several mistakes is told once', () => {
  const text = service(
    'imge: y\n    ports: 5\n    deploy: {resorces: {}, replicas: [1]}\n    volumes: [{type: bnd}, 5, {sourc: a}]',
  )
  expect(told(text).map(([at]) => at)).toEqual(['imge', '5', 'resorces', 'replicas', 'bnd', '5', 'sourc'])
})

test('keys named like parts of an object are no trap', () => {
  const odd = '{valueOf: 1, constructor: 2, toString: 3, __proto__: 4, hasOwnProperty: 5}'
  expect(
    told(
      `services:\n  a:\n    image: x\n    ports: [${odd}, ${odd}]\n    ${odd.slice(1, -1).replaceAll(', ', '\n    ')}\n`,
    ),
  ).toEqual([])
})
