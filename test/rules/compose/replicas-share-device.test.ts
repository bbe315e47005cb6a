import rule from '../../../src/rules/compose/replicas-share-device'
import { testRule } from '../../support/rule-tester'

const app = (replicas: string, selection: string): string =>
  `services:\n  worker:\n    image: a\n    deploy:\n      ${replicas}\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              ${selection}\n              capabilities: [gpu]\n`

testRule(rule, {
  valid: [
    app('replicas: 1', 'count: 1'),
    app('labels: {}', 'count: 1'),
    app('replicas: ${N}', 'count: 1'),
    app('replicas: ${N:-1}', 'count: 1'),
    { name: 'no request', text: 'services:\n  worker:\n    image: a\n    deploy:\n      replicas: 4\n' },
    app('replicas: 2', 'count: ${N}'),
    { name: 'no GPU at all', text: app('replicas: 2', 'count: 0') },
    { name: 'another vendor', text: app('replicas: 2', 'count: 1').replace('nvidia', 'amd') },
    { name: 'a cluster', text: app('replicas: 2', 'count: 1'), target: { platform: 'swarm' } },
  ],
  invalid: [
    {
      text: app('replicas: ⟦2⟧', 'count: 1'),
      message: 'same',
      severity: 'warning',
      says: ['worker has 2 replicas', 'the same GPU 0'],
    },
    { text: app('replicas: ⟦2⟧', 'device_ids: ["0", "1"]'), message: 'same', severity: 'warning', says: ['GPUs 0, 1'] },
    {
      name: 'one GPU is named: meant',
      text: app('replicas: ⟦3⟧', 'device_ids: ["1"]'),
      message: 'same',
      severity: 'info',
    },
    {
      name: 'scale',
      text: 'services:\n  worker:\n    image: a\n    scale: ⟦2⟧\n    gpus: all\n',
      message: 'all',
      severity: 'warning',
    },
    {
      name: 'all, by its word among the ids',
      text: app('replicas: ⟦2⟧', 'device_ids: ["all"]'),
      message: 'all',
      severity: 'warning',
    },
    {
      name: 'all, of one GPU',
      text: 'services:\n  worker:\n    image: a\n    scale: ⟦2⟧\n    gpus: all\n',
      target: { gpus: ['RTX 4090'] },
      message: 'all',
      severity: 'info',
    },
    {
      name: 'a default',
      text: app('replicas: ⟦${N:-4}⟧', 'count: 2'),
      message: 'same',
      says: ['4 replicas', 'GPUs 0, 1'],
    },
    {
      name: 'one GPU in the machine',
      text: app('replicas: ⟦2⟧', 'count: 1'),
      target: { gpus: ['RTX 4090'] },
      message: 'same',
      severity: 'info',
    },
    {
      name: 'set in the override file',
      text: 'services:\n  ⟦worker⟧:\n    image: a\n    gpus: [{ count: 1 }]\n',
      files: { 'compose.override.yaml': 'services:\n  worker:\n    deploy: { replicas: 2 }\n' },
      message: 'same',
    },
  ],
})
