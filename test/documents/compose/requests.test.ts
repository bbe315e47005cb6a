import { expect, test } from 'vitest'
import { readCompose } from '../../../src/documents/compose/read'
import { SourceFile } from '../../../src/documents/source'

const service = (yaml: string) => readCompose(new SourceFile('c.yml', `services:\n  a:\n    ${yaml}\n`)).services[0]
const item = (yaml: string) => service(`deploy: { resources: { reservations: { devices: [${yaml}] } } }`)?.requests[0]

test.each([
  ['{ capabilities: [gpu] }', 'all'],
  ['{ count: all }', 'all'],
  ['{ count: All }', 'all'],
  ['{ count: -1 }', 'all'],
  ['{ count: -2 }', 'all'],
  ['{ count: 2 }', 2],
  ['{ count: "3" }', 3],
  ['{ count: 0 }', 0],
  ['{ count: "${N:-2}" }', 2],
  ['{ device_ids: [] }', 0],
  ['{ device_ids: ["0"] }', undefined],
  ['{ count: "${N}" }', undefined],
  ['{ count: two }', undefined],
  ['{ count: 1.5 }', undefined],
  ['{ count: true }', undefined],
  ['{ count: }', undefined],
  ['{ count: [1] }', undefined],
])('%s asks for %s', (yaml, count) => {
  expect(item(yaml)?.count).toBe(count)
})

test('knows driver, ids and capabilities with their entries', () => {
  const request = item('{ driver: nvidia, device_ids: ["0", "${ID:-1}"], capabilities: [gpu, utility] }')
  expect(request).toMatchObject({
    source: 'deploy',
    driver: { value: 'nvidia' },
    deviceIds: ['0', '1'],
    capabilities: ['gpu', 'utility'],
  })
  expect(request?.capabilitiesNode?.value.source).toBe('[gpu, utility]')
  expect(request?.deviceIdsNode?.key.value).toBe('device_ids')
})

test.each(['gpu', '[[gpu]]', '[1]', '', '["${C}"]'])('capabilities: %s are not known', (yaml) => {
  expect(item(`{ capabilities: ${yaml} }`)).toMatchObject({ capabilities: undefined, capabilitiesNode: {} })
})

test.each(['"0"', '["${ID}"]', '[[0]]'])('device_ids: %s are not known', (yaml) => {
  expect(item(`{ device_ids: ${yaml} }`)).toMatchObject({ deviceIds: undefined, deviceIdsNode: {} })
})

test('numbers among the ids are known, for a rule to name them', () => {
  expect(item('{ device_ids: [0, 1] }')?.deviceIds).toEqual(['0', '1'])
})

test.each([
  ['gpus: all', [{ count: 'all', node: undefined }]],
  ['gpus: "${GPUS:-all}"', [{ count: 'all' }]],
  ['gpus: "${GPUS}"', [{ count: undefined }]],
  ['gpus: 1', [{ count: undefined, node: undefined }]],
  ['gpus: [all]', [{ count: undefined, node: undefined }]],
  ['gpus: [{ count: 1 }, {}]', [{ count: 1 }, { count: 'all' }]],
  ['gpus: { count: 1 }', [{ count: 1 }]],
  ['gpus:', [{ count: undefined }]],
  ['gpus: []', []],
  ['gpus: !reset null', []],
])('%s', (yaml, expected) => {
  expect(service(yaml)?.requests).toMatchObject(expected)
  expect(service(yaml)?.requests).toHaveLength(expected.length)
})

test('requests of deploy come before those of gpus', () => {
  const both = service('gpus: all\n    deploy: { resources: { reservations: { devices: [{ device_ids: ["1"] }] } } }')
  expect(both?.requests.map(({ source }) => source)).toEqual(['deploy', 'gpus'])
})

test('devices as a map in place of a list is still a request', () => {
  expect(service('deploy: { resources: { reservations: { devices: { driver: nvidia } } } }')?.requests).toMatchObject([
    { driver: { value: 'nvidia' } },
  ])
})
