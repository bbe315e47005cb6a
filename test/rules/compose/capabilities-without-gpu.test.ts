import rule from '../../../src/rules/compose/capabilities-without-gpu'
import { testRule } from '../../support/rule-tester'

const reserve = (item: string): string =>
  `services:\n  app:\n    image: a\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${item}\n`

testRule(rule, {
  valid: [
    reserve('{ count: 1, capabilities: [gpu] }'),
    reserve('{ count: 1, capabilities: [gpu, compute, utility] }'),
    reserve('{ count: 1, capabilities: [nvidia, compute] }'),
    {
      name: 'another driver',
      text: reserve('{ driver: cdi, device_ids: ["a.com/b=0"], capabilities: [compute, utility] }'),
    },
    {
      name: 'a driver of a variable',
      text: reserve('{ driver: "${DRIVER}", count: 1, capabilities: [compute, utility] }'),
    },
    {
      name: 'Compose adds gpu',
      text: 'services:\n  app:\n    image: a\n    gpus: [{ capabilities: [compute, utility] }]\n',
    },
    { name: 'compute left out is told elsewhere', text: reserve('{ count: 1, capabilities: [utility] }') },
    { name: 'another device', text: reserve('{ count: 1, capabilities: [tpu] }') },
    { name: 'unknown names are told elsewhere', text: reserve('{ count: 1, capabilities: [compute, ngx] }') },
    { name: 'a variable', text: reserve('{ count: 1, capabilities: [compute, "${CAP}"] }') },
  ],
  invalid: [
    {
      text: reserve('{ count: 1, capabilities: ⟦[compute, utility]⟧ }'),
      message: 'missing',
      severity: 'info',
      says: ['[compute, utility]'],
      fixed: reserve('{ count: 1, capabilities: [gpu, compute, utility] }'),
      offers: { 'Name the driver': reserve('{ count: 1, capabilities: [compute, utility], driver: nvidia }') },
    },
    {
      name: 'the driver is named',
      text: reserve('{ driver: nvidia, count: 1, capabilities: ⟦[compute, utility]⟧ }'),
      message: 'named',
      severity: 'info',
      fixed: reserve('{ driver: nvidia, count: 1, capabilities: [gpu, compute, utility] }'),
    },
    {
      name: 'over several lines',
      text: reserve('count: all\n              ⟦capabilities⟧:\n                - compute\n                - video'),
      message: 'missing',
      fixed: reserve(
        'count: all\n              capabilities:\n                - gpu\n                - compute\n                - video',
      ),
    },
  ],
})
