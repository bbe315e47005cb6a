import rule from '../../../src/rules/compose/count-and-ids-missing'
import { testRule } from '../../support/rule-tester'

const reserve = (item: string): string =>
  `services:\n  llm:\n    image: vllm/vllm-openai:v0.8.4\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - ${item}\n`
const bare = reserve('driver: nvidia\n              capabilities: [gpu]')
const old = { compose: '2.29.7', engine: '28.5.2' }

testRule(rule, {
  valid: [
    { name: 'nobody said which Compose', text: bare },
    { name: 'a new one', text: bare, target: { compose: '2.40.3', engine: '28.5.2' } },
    { name: 'the one of Debian 13', text: bare, target: { compose: '2.26.1', engine: '26.1.5' } },
    { name: 'a count', text: reserve('{ count: all, capabilities: [gpu] }'), target: old },
    { name: 'ids', text: reserve('{ device_ids: ["0"], capabilities: [gpu] }'), target: old },
    { name: 'another driver', text: reserve('{ driver: cdi, capabilities: [gpu] }'), target: old },
    { name: 'Podman', text: bare, target: { compose: '2.29.7', engine: 'podman 5.2.0' } },
  ],
  invalid: [
    {
      text: reserve('driver: nvidia\n              capabilities: ⟦[gpu]⟧'),
      target: old,
      message: 'missing',
      severity: 'warning',
      says: ['Docker Compose 2.29.7', 'NVIDIA_VISIBLE_DEVICES=void'],
      fixed: reserve('driver: nvidia\n              capabilities: [gpu]\n              count: all'),
    },
    {
      name: 'an older engine leaves it to the image',
      text: reserve('{ driver: nvidia, capabilities: ⟦[gpu]⟧ }'),
      target: { compose: '2.24.0', engine: '26.1.5' },
      message: 'missing',
      says: ['leaves NVIDIA_VISIBLE_DEVICES to the image'],
      fixed: reserve('{ driver: nvidia, capabilities: [gpu], count: all }'),
    },
    {
      name: 'only Compose is known',
      text: reserve('{ capabilities: ⟦[gpu]⟧ }'),
      target: { compose: '2.20.3' },
      message: 'missing',
      says: ['older than 27.3'],
      fixed: reserve('{ capabilities: [gpu], count: all }'),
    },
  ],
})
