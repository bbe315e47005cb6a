import { a, type EffectCase, gpus, reserving } from './effect'

const base = reserving('{device_ids: ["0"], capabilities: [gpu]}')
const over = (devices: string): string =>
  `services:\n  a:\n    deploy:\n      resources:\n        reservations:\n          devices:${devices}\n`

const merged = (text: string, below = base) => ({
  files: { 'compose.yaml': below, 'compose.override.yaml': text },
  path: 'compose.override.yaml',
})

/** What several files, or a merge key, make of a request. */
export const merging: readonly EffectCase[] = [
  {
    rule: 'compose/override-concatenates-devices',
    ...merged(over('\n            - {driver: nvidia, device_ids: ["1"], capabilities: [gpu, utility, compute]}')),
    claimed: { sees: { NVIDIA_VISIBLE_DEVICES: '1', NVIDIA_DRIVER_CAPABILITIES: 'utility,compute' } },
    fixed: { sees: { NVIDIA_VISIBLE_DEVICES: '1' } },
  },
  {
    rule: 'compose/override-concatenates-devices',
    ...merged(over(' []')),
    claimed: gpus('0'),
    fixed: gpus(undefined),
  },
  {
    rule: 'compose/override-concatenates-devices',
    ...merged('services:\n  a:\n    gpus: all\n', a('gpus: all')),
    claimed: { refused: /cannot override services\.a\.gpus/ },
    fixed: gpus('all'),
  },
  {
    rule: 'compose/extends-or-include-fails',
    files: {
      'compose.yaml': 'services:\n  a:\n    extends: {file: base.yaml, service: wrok}\n',
      'base.yaml': 'services:\n  work:\n    image: stub\n',
    },
    claimed: { refused: /service "wrok" not found/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/extends-or-include-fails',
    files: {
      'compose.yaml': 'include: [other.yaml]\nservices:\n  a:\n    image: stub\n',
      'other.yaml': 'services:\n  b:\n    image: stub\n    gpu: all\n',
    },
    claimed: { refused: /additional properties 'gpu' not allowed/ },
  },
  {
    rule: 'compose/network-mode-with-networks',
    ...merged('services:\n  a:\n    network_mode: none\n', `${a('networks: [n]')}networks:\n  n: {}\n`),
    claimed: { refused: /mutually exclusive/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/yaml-merge-drops-gpu',
    files: {
      'compose.yaml': `x-gpu: &gpu\n  deploy:\n    resources:\n      reservations:\n        devices:\n          - {count: 1, capabilities: [gpu]}\nservices:\n  a:\n    <<: *gpu\n    image: stub\n    deploy:\n      labels: {team: vision}\n`,
    },
    claimed: gpus(undefined),
    fixed: gpus('0'),
  },
]
