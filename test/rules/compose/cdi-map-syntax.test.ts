import rule from '../../../src/rules/compose/cdi-map-syntax'
import { testRule } from '../../support/rule-tester'

const devices = (...items: string[]): string =>
  `services:\n  app:\n    image: a\n    devices:\n${items.map((item) => `      - ${item}\n`).join('')}`

testRule(rule, {
  valid: [
    { name: 'a folder of another name', text: devices('example.com/gpu', './nvidia.com/gpu:/x') },
    devices('nvidia.com/gpu=all'),
    devices('"nvidia.com/gpu=0"', 'nvidia.com/gpu=GPU-3a23c669-1f69'),
    { name: 'the name twice', text: devices('nvidia.com/gpu=0:nvidia.com/gpu=0') },
    {
      name: 'a MIG device in the long syntax',
      text: devices('source: nvidia.com/gpu=1:0\n        target: nvidia.com/gpu=1:0'),
    },
    devices('/dev/nvidia0:/dev/nvidia0:rwm', '/dev/dri', '/dev/by=id/x:/dev/x'),
    {
      name: 'long syntax of a path',
      text: devices('source: /dev/dri\n        target: /dev/dri\n        permissions: rw'),
    },
    { name: 'variables', text: devices('nvidia.com/gpu=${GPU:-0}', '${DEVICE:-nvidia.com/gpu=0:rwm}') },
    {
      name: 'a CDI driver names MIG devices with a colon',
      text: 'services:\n  a:\n    image: a\n    gpus: [{ driver: cdi, device_ids: ["nvidia.com/gpu=1:0"] }]\n',
    },
  ],
  invalid: [
    {
      name: 'a kind without a name',
      text: devices('⟦"nvidia.com/gpu"⟧'),
      message: 'nameless',
      fixed: devices('"nvidia.com/gpu=all"'),
    },
    {
      text: devices('⟦nvidia.com/gpu=0:rwm⟧ # read and write'),
      message: 'mapped',
      says: ['"nvidia.com/gpu=0:rwm"'],
      fixed: devices('nvidia.com/gpu=0 # read and write'),
    },
    {
      name: 'a path, in quotes',
      text: devices('/dev/dri', '⟦"nvidia.com/gpu=all:/dev/nvidia0"⟧'),
      message: 'mapped',
      fixed: devices('/dev/dri', '"nvidia.com/gpu=all"'),
    },
    {
      name: 'in flow style, of another vendor',
      text: 'services: { a: { image: a, devices: [⟦"amd.com/gpu=0:/dev/kfd:rw"⟧] } }\n',
      message: 'mapped',
      fixed: 'services: { a: { image: a, devices: ["amd.com/gpu=0"] } }\n',
    },
    {
      name: 'a MIG device',
      text: devices('⟦nvidia.com/gpu=1:0⟧'),
      message: 'mig',
      fixed: devices('source: nvidia.com/gpu=1:0\n        target: nvidia.com/gpu=1:0'),
    },
    {
      name: 'long syntax with a path',
      text: devices('source: nvidia.com/gpu=0\n        target: ⟦/dev/nvidia0⟧'),
      message: 'target',
      fixed: devices('source: nvidia.com/gpu=0\n        target: nvidia.com/gpu=0'),
    },
    {
      name: 'long syntax without a target',
      text: devices('source: ⟦nvidia.com/gpu=0⟧'),
      message: 'missing',
      fixed: devices('source: nvidia.com/gpu=0\n        target: nvidia.com/gpu=0'),
    },
    {
      name: 'through an alias',
      text: 'x-dev: &dev [⟦"nvidia.com/gpu=0:rwm"⟧]\nservices:\n  a: { image: a, devices: *dev }\n  b: { image: b, devices: *dev }\n',
      message: 'mapped',
      fixed:
        'x-dev: &dev ["nvidia.com/gpu=0"]\nservices:\n  a: { image: a, devices: *dev }\n  b: { image: b, devices: *dev }\n',
    },
  ],
})
