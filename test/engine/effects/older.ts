import type { Target } from '../../../src/host/target'
import { a, type EffectCase, gpus, one, reserving } from './effect'

const target: Target = { engine: '26.1.5', compose: '2.26.1' }
const none = { sees: { REQUESTS: '', NVIDIA_VISIBLE_DEVICES: undefined } }

/** What we say of older ones, asked of Docker Engine 26.1 with Compose 2.26. */
const cases: readonly EffectCase[] = [
  { rule: 'compose/gpus-key-needs-2-30', files: one(a('gpus: all')), target, claimed: none, fixed: gpus('all') },
  {
    rule: 'compose/cdi-device-needs-versions',
    files: one(reserving('{driver: cdi, device_ids: ["nvidia.com/gpu=all"], capabilities: [gpu]}')),
    target,
    claimed: { stops: /could not select device driver "cdi"/ },
  },
  {
    rule: 'compose/cdi-device-needs-versions',
    files: one(a('devices: ["nvidia.com/gpu=all"]')),
    target,
    claimed: { stops: /error gathering device information while adding custom device "nvidia\.com\/gpu=all"/ },
    fixed: gpus('all'),
  },
  {
    rule: 'compose/count-zero',
    files: one(reserving('{count: 0, capabilities: [gpu]}')),
    claimed: gpus(undefined),
    fixed: gpus('0'),
  },
  {
    rule: 'compose/shm-size-form',
    files: one(a('shm_size: 8Gi')),
    claimed: { sees: { SHM: '8388608' } },
    fixed: { sees: { SHM: '8388608' } },
  },
  {
    rule: 'compose/healthcheck-form',
    files: one(a('healthcheck:\n  test: [CMD, "true"]\n  start_interval: 5s')),
    claimed: { sees: { NODES: '' } },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/version-key-obsolete',
    files: one(`version: "3.8"\n${reserving('{count: 1, capabilities: [gpu]}')}`),
    claimed: gpus('0'),
    fixed: gpus('0'),
  },
]

export const older = cases.map((given): EffectCase => ({ ...given, engine: 'old' }))
