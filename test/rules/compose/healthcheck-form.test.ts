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
    check('test: a\ninterval: 1m30s\ntimeout: 1.5h\nstart_period: 1w2d\nstart_interval: ${EVERY}'),
    check('test: a\ninterval: "0"\ntimeout: .5s\nretries: 3'),
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
      name: 'CMD in small letters',
      text: check('test: [⟦"cmd"⟧, nvidia-smi]'),
      message: 'test',
      says: ['Write CMD.'],
      fixed: check('test: ["CMD", nvidia-smi]'),
    },
    { text: check('test:\n  - ⟦cmd_shell⟧\n  - a'), message: 'test', fixed: check('test:\n  - CMD-SHELL\n  - a') },
    {
      text: check('test: a\ntimeout: ⟦5 seconds⟧ # short\ninterval: ⟦"30"⟧\nstart_period: ⟦5min⟧'),
      message: ['duration', 'duration', 'duration'],
      severity: 'error',
      says: ['timeout is "5 seconds"'],
      fixed: check('test: a\ntimeout: 5s # short\ninterval: "30s"\nstart_period: 5m'),
    },
    { text: check('test: a\ntimeout: ⟦soon⟧'), message: 'duration', fixed: null },
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
