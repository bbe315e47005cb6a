import { capabilities, count, deviceIds, driver, further, options, type Values } from './values'

const all = ({ accepted, refused }: Values): readonly string[] => [...accepted, ...refused]

/** `key: value` for every value. */
const keyed = (key: string, values: readonly string[]): readonly string[] => values.map((value) => `${key}: ${value}`)

const inDevices = (item: string): string => `deploy: {resources: {reservations: {devices: [${item}]}}}`

/** One request with one key that varies, and what it needs besides. */
const requests: readonly string[] = [
  ...keyed('driver', all(driver)).map((key) => `{${key}, count: 1, capabilities: [gpu]}`),
  ...keyed('count', all(count)).map((key) => `{driver: nvidia, ${key}, capabilities: [gpu]}`),
  ...keyed('device_ids', all(deviceIds)).map((key) => `{driver: nvidia, ${key}, capabilities: [gpu]}`),
  ...keyed('capabilities', all(capabilities)).map((key) => `{driver: nvidia, count: 1, ${key}}`),
  ...keyed('options', all(options)).map((key) => `{count: 1, capabilities: [gpu], ${key}}`),
  ...all(further).map((key) => `{count: 1, capabilities: [gpu], ${key}}`),
  '{capabilities: [gpu]}',
  '{count: 1, device_ids: ["0"], capabilities: [gpu]}',
  '{count: 0, device_ids: ["0"], capabilities: [gpu]}',
  '{count: all, device_ids: [], capabilities: [gpu]}',
  '{driver: nvidia, count: all}',
  '{}',
  'null',
  'gpu',
  '[gpu]',
  '{capabilities: [gpu]}, {capabilities: [gpu]}',
  '{capabilities: [gpu], count: 1}, {capabilities: [gpu], device_ids: ["1"]}',
  '{driver: cdi, device_ids: ["nvidia.com/gpu=0"], capabilities: [gpu]}',
  '{driver: cdi, count: 1, capabilities: [gpu]}',
]

const REQUEST = '[{capabilities: [gpu], count: 1}]'

/** A request at places where it does and does not belong. */
const places: readonly string[] = [
  `deploy: {resources: {reservations: {devices: {capabilities: [gpu]}}}}`,
  'deploy: {resources: {reservations: {devices: null}}}',
  'deploy: {resources: {reservations: {devices: nvidia}}}',
  'deploy: {resources: {reservations: null}}',
  'deploy: {resources: null}',
  'deploy: null',
  'deploy: {}',
  'deploy: []',
  'deploy: gpu',
  `deploy: {resources: {reservation: {devices: ${REQUEST}}}}`,
  `deploy: {resources: {limits: {devices: ${REQUEST}}}}`,
  `deploy: {resources: {devices: ${REQUEST}}}`,
  `deploy: {reservations: {devices: ${REQUEST}}}`,
  `deploy: {devices: ${REQUEST}}`,
  `deploy: {resource: {reservations: {devices: ${REQUEST}}}}`,
  `deploy: {resources: {reservations: {device: ${REQUEST}}}}`,
  `deploy: {resources: {reservations: {gpus: all}}}`,
  `deploy: {gpus: all}`,
  `resources: {reservations: {devices: ${REQUEST}}}`,
  `reservations: {devices: ${REQUEST}}`,
  'deploy: {resources: {reservations: {memory: 1g, cpus: "0.5"}, limits: {memory: 4g, cpus: 2}}}',
  'deploy: {resources: {reservations: {generic_resources: [{discrete_resource_spec: {kind: NVIDIA-GPU, value: 1}}]}}}',
  'deploy: {replicas: 2}',
  'deploy: {replicas: two}',
  'deploy: {replicas: 2}\ncontainer_name: one',
  'scale: 2\ncontainer_name: one',
  'scale: 2\ngpus: all',
]

const gpus: readonly string[] = [
  ...[
    'all',
    '"all"',
    "'all'",
    'ALL',
    'All',
    '1',
    '"1"',
    '0',
    '-1',
    'true',
    'null',
    '{count: 1}',
    'device=0',
    '""',
    'none',
  ],
  ...[
    '[]',
    '[{}]',
    '[all]',
    '["0"]',
    '[null]',
    '[0]',
    '[{count: 1}, {count: 2}]',
    '[{device_id: ["1"]}]',
    '[[{}]]',
    '~',
  ],
  ...keyed('count', all(count)).map((key) => `[{${key}}]`),
  ...keyed('driver', all(driver)).map((key) => `[{${key}, count: 1}]`),
  ...keyed('device_ids', all(deviceIds)).map((key) => `[{${key}}]`),
  ...keyed('capabilities', all(capabilities)).map((key) => `[{${key}}]`),
  ...keyed('options', all(options)).map((key) => `[{${key}}]`),
  ...all(further).map((key) => `[{${key}}]`),
  '[{count: 1, device_ids: ["0"]}]',
  '[{driver: cdi, device_ids: ["nvidia.com/gpu=1"]}]',
]

export const forms = {
  request: requests.map(inDevices),
  place: places,
  gpus: keyed('gpus', gpus),
}
