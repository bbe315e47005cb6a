import rule from '../../../src/rules/compose/last-request-wins'
import { testRule } from '../../support/rule-tester'

const head = 'services:\n  train:\n    image: nvcr.io/nvidia/pytorch:24.10-py3\n'
const reserve = (...items: string[]): string =>
  `${head}    deploy:\n      resources:\n        reservations:\n          devices:\n${items.map((item) => `            - ${item}\n`).join('')}`
const block = (selection: string): string =>
  `driver: nvidia\n              ${selection}\n              capabilities: [gpu]`
const two = reserve(block('device_ids: ["0"]'), block('device_ids: ["1"]'))

testRule(rule, {
  valid: [
    reserve(block('device_ids: ["0", "1"]')),
    {
      name: 'different drivers',
      text: reserve(
        block('count: 1'),
        'driver: cdi\n              device_ids: ["nvidia.com/gpu=1"]\n              capabilities: [gpu]',
      ),
    },
    { name: 'ids that a variable names', text: reserve(block('device_ids: ["0"]'), block('device_ids: ["${GPU}"]')) },
    {
      name: 'one request split by dashes is told elsewhere',
      text: reserve('driver: nvidia', 'count: 1', 'capabilities: [gpu]'),
    },
    { name: 'a TPU beside a GPU', text: reserve(block('count: 1'), '{ capabilities: [tpu] }') },
    { name: 'taken away', text: two.replace('devices:', 'devices: !reset') },
    { name: 'Engine 29.2 and later', text: two, target: { engine: '29.3.0' } },
    { name: 'Podman', text: two, target: { engine: 'podman 5.2.0' } },
    {
      name: 'the same GPUs with other driver capabilities',
      text: reserve('{ count: all, capabilities: [gpu, compute] }', '{ count: all, capabilities: [gpu, utility] }'),
    },
  ],
  invalid: [
    {
      text: two.replace('["0"]', '⟦["0"]⟧'),
      message: 'lost',
      severity: 'warning',
      says: ['This request for GPU 0 is lost', 'the last one (GPU 1) wins'],
      fixed: reserve(block('device_ids: ["0", "1"]')),
    },
    {
      name: 'under gpus',
      text: `${head}    gpus:\n      - device_ids: ⟦["GPU-3a1b"]⟧ # big\n      - device_ids: ["1"]\n`,
      message: 'lost',
      fixed: `${head}    gpus:\n      - device_ids: ["GPU-3a1b", "1"] # big\n`,
    },
    {
      name: 'counts are not added up',
      text: reserve(block('count: ⟦2⟧'), block('count: 1')),
      message: 'lost',
      says: ['GPU 0,1', 'The container gets GPU 0 only'],
      fixed: null,
    },
    {
      name: 'three of them, the target is older',
      text: reserve(
        '{ device_ids: ⟦["0"]⟧, capabilities: [gpu] }',
        '{ device_ids: ⟦["1"]⟧, capabilities: [gpu] }',
        '{ device_ids: ["2"], capabilities: [gpu] }',
      ),
      target: { engine: '28.5.2' },
      message: 'lost',
      fixed: reserve('{ device_ids: ["0", "1", "2"], capabilities: [gpu] }'),
    },
    {
      name: 'the same twice',
      text: reserve(block('count: ⟦all⟧'), block('count: all')),
      message: 'repeated',
      severity: 'info',
      fixed: reserve(block('count: all')),
    },
    {
      name: 'all by default',
      text: reserve(
        '{ ⟦driver⟧: nvidia, capabilities: [gpu] }',
        '{ driver: nvidia, device_ids: ["1"], capabilities: [gpu] }',
      ),
      message: 'lost',
      says: ['all GPUs', 'GPU 1'],
      fixed: null,
    },
  ],
})
