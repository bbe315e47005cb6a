import rule from '../../../src/rules/compose/healthcheck-form'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const check = (lines: string) => serviceOf(`image: a\nhealthcheck:\n  ${lines.replaceAll('\n', '\n  ')}`)

testRule(rule, {
  valid: [
    ...[
      '[CMD, nvidia-smi]',
      '["CMD-SHELL", "nvidia-smi || exit 1"]',
      '["NONE"]',
      'nvidia-smi',
      '[]',
      '["${CHECK}"]',
    ].map((test) => check(`test: ${test}`)),
    check('disable: true'),
    check('test: [CMD, "true"]\nstart_period: 60s\nstart_interval: 5s'),
    {
      name: 'the base has the start period',
      text: `services:\n  base:\n    image: a\n    healthcheck: { test: [CMD, a], start_period: 9s }\n  app:\n    extends: base\n    healthcheck:\n      start_interval: 5s\n`,
    },
  ],
  invalid: [
    {
      text: check('test: [⟦"nvidia-smi"⟧] # gpu'),
      message: 'test',
      says: ['begins with "nvidia-smi"'],
      fixed: check('test: ["CMD", "nvidia-smi"] # gpu'),
    },
    {
      name: 'a block list',
      text: check('test:\n  - ⟦curl⟧ # ask\n  - -f\n  - http://localhost:8000/health'),
      message: 'test',
      fixed: check('test:\n  - CMD\n  - curl # ask\n  - -f\n  - http://localhost:8000/health'),
    },
    {
      text: check('test: [CMD, nvidia-smi]\n⟦start_interval⟧: 5s'),
      message: 'interval',
      fixed: check('test: [CMD, nvidia-smi]\nstart_interval: 5s\nstart_period: 300s'),
    },
  ],
})
