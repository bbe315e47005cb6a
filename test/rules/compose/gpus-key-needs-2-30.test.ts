import rule from '../../../src/rules/compose/gpus-key-needs-2-30'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const old = { compose: '2.28.1' }
const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)

testRule(rule, {
  valid: [
    app('gpus: all'),
    { name: 'new enough', text: app('gpus: all'), target: { compose: 'v2.30.0' } },
    { name: 'a release candidate of it', text: app('gpus: all'), target: { compose: '2.30.0-rc.1' } },
    { name: 'no version', text: app('gpus: all'), target: { compose: 'latest' } },
    { name: 'another program', text: app('gpus: all'), target: { compose: 'podman-compose 1.0.6' } },
    { name: 'a reservation', text: app(reserve()), target: old },
    { name: 'taken away by an override', text: app('gpus: !reset null'), target: old },
    { name: 'an environment variable of that name', text: app('environment:\n  gpus: all'), target: old },
  ],
  invalid: [
    {
      text: app('⟦gpus⟧: all # every card\nrestart: always'),
      message: 'refused',
      severity: 'error',
      target: old,
      says: ['Docker Compose 2.28.1'],
      fixed: app(
        'deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: nvidia\n          count: all\n          capabilities: [gpu] # every card\nrestart: always',
      ),
    },
    {
      name: 'the package of Debian 13',
      text: app('⟦gpus⟧:\n  - driver: nvidia\n    device_ids: ["1"]\n    capabilities: [utility]'),
      message: 'ignored',
      target: { compose: '2.26.1-4' },
      fixed: app(
        'deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: nvidia\n          device_ids: ["1"]\n          capabilities: [gpu, utility]',
      ),
    },
    {
      name: 'beside a reservation, and with a variable',
      text: `${app(`⟦gpus⟧: all\n${reserve()}`)}  b:\n    image: example/b:1\n    ⟦gpus⟧: [{ count: "\${N:-1}" }]\n`,
      message: 'refused',
      target: { compose: 'docker-compose version 1.29.2' },
      fixed: null,
    },
  ],
})
