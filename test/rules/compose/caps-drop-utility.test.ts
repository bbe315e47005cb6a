import rule from '../../../src/rules/compose/caps-drop-utility'
import { testRule } from '../../support/rule-tester'

const app = (capabilities: string, rest = '    command: nvidia-smi -L\n'): string =>
  `services:\n  app:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${rest}    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: ${capabilities}\n`

testRule(rule, {
  valid: [
    app('[gpu]'),
    app('[gpu, compute, utility]'),
    { name: 'nobody calls nvidia-smi', text: app('[gpu, compute]', '    command: python train.py # not nvidia-smi\n') },
    {
      name: 'only looked for',
      text: app(
        '[gpu, compute]',
        '    command: sh -c "command -v /usr/bin/nvidia-smi; which nvidia-smi || true; python a.py"\n',
      ),
    },
    { name: 'compute left out is told elsewhere', text: app('[gpu, video]') },
    { name: 'a variable', text: app('[gpu, compute, "${CAPS}"]') },
    { name: 'another driver', text: app('[gpu, compute]').replace('driver: nvidia', 'driver: cdi') },
  ],
  invalid: [
    {
      text: app('⟦[gpu, compute]⟧'),
      message: 'dropped',
      severity: 'warning',
      says: ['[gpu, compute]', 'NVIDIA_DRIVER_CAPABILITIES to compute'],
      fixed: app('[gpu, compute, utility]'),
      offers: { 'Write [gpu], as the image wants it': app('[gpu]') },
    },
    {
      name: 'in the healthcheck',
      text: `services:\n  app:\n    image: a\n    healthcheck:\n      test: ["CMD", "nvidia-smi"]\n    gpus:\n      - ⟦capabilities⟧:\n          - compute\n          - video # NVENC\n`,
      message: 'dropped',
      fixed: `services:\n  app:\n    image: a\n    healthcheck:\n      test: ["CMD", "nvidia-smi"]\n    gpus:\n      - capabilities:\n          - compute\n          - video # NVENC\n          - utility\n`,
    },
  ],
})
