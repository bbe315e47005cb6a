import rule from '../../../src/rules/compose/generic-resources-without-swarm'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const ITEM = '- discrete_resource_spec:\n            kind: NVIDIA-GPU\n            value: 1'
const generic = (rest = '', item = ITEM) =>
  serviceOf(
    `image: ollama/ollama\ndeploy:\n  resources:\n    reservations:\n      generic_resources:\n        ${item}${rest}`,
  )
const mark = (text: string) => text.replace('generic_resources', '⟦generic_resources⟧')

testRule(rule, {
  valid: [
    { name: 'a stack', text: generic('\n  placement:\n    constraints: [node.labels.gpu == true]') },
    {
      name: 'a stack says when to start again',
      text: generic().replace('deploy:\n', 'deploy:\n      restart_policy: { condition: any, window: 120s }\n'),
    },
    { name: 'for Swarm', text: generic(), target: { platform: 'swarm' } },
    { name: 'another way to the GPU', text: generic('\nruntime: nvidia') },
    { name: 'no GPU', text: generic('', '- discrete_resource_spec: { kind: SSD, value: 1 }') },
  ],
  invalid: [
    {
      text: mark(generic()),
      message: 'ignored',
      severity: 'warning',
      fixed: generic('\n      devices:\n        - driver: nvidia\n          count: all\n          capabilities: [gpu]'),
    },
    {
      name: 'flow style',
      text: 'services:\n  a: { image: i, deploy: { resources: { reservations: { ⟦generic_resources⟧: [{ discrete_resource_spec: { kind: gpu, value: 2 } }] } } } }\n',
      message: 'ignored',
      fixed:
        'services:\n  a: { image: i, deploy: { resources: { reservations: { generic_resources: [{ discrete_resource_spec: { kind: gpu, value: 2 } }], devices: [{ driver: nvidia, count: all, capabilities: [gpu] }] } } } }\n',
    },
  ],
})
