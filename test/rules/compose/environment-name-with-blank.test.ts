import rule from '../../../src/rules/compose/environment-name-with-blank'
import { testRule } from '../../support/rule-tester'

const app = (items: string): string => `services:\n  app:\n    image: a\n    environment:\n${items}`

testRule(rule, {
  valid: [
    app('      - NVIDIA_VISIBLE_DEVICES=all\n'),
    app('      - OPTS=a = b\n'),
    app('      - NVIDIA_VISIBLE_DEVICES\n'),
    { name: 'a blank in the value', text: app('      - CUDA_HOME=/opt/my cuda\n      - "NAME "\n      - A b=c\n') },
    app('      NVIDIA_VISIBLE_DEVICES : all\n'),
  ],
  invalid: [
    {
      text: app('      - ⟦NVIDIA_VISIBLE_DEVICES = all⟧ # every card\n      - A=b\n'),
      message: 'blank',
      severity: 'error',
      says: ['Write NVIDIA_VISIBLE_DEVICES=all.'],
      fixed: app('      - NVIDIA_VISIBLE_DEVICES=all # every card\n      - A=b\n'),
    },
    {
      name: 'in quotes, with a variable',
      text: app('      - ⟦"CUDA_VISIBLE_DEVICES =${GPU:-0}"⟧\n'),
      message: 'blank',
      fixed: app('      - "CUDA_VISIBLE_DEVICES=${GPU:-0}"\n'),
    },
    {
      name: 'as ENV of a Dockerfile',
      text: app('      - ⟦NVIDIA_DRIVER_CAPABILITIES compute,utility⟧\n'),
      message: 'missing',
      severity: 'warning',
      says: ['NVIDIA_DRIVER_CAPABILITIES is not set in the container'],
      fixed: app('      - NVIDIA_DRIVER_CAPABILITIES=compute,utility\n'),
    },
  ],
})
