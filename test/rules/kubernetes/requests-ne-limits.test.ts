import rule from '../../../src/rules/kubernetes/requests-ne-limits'
import { deploymentOf, podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const both = (request: string, limit: string, name = 'nvidia.com/gpu') =>
  `resources:\n  limits:\n    ${name}: ${limit}\n  requests:\n    ${name}: ${request}`

testRule(rule, {
  valid: [
    podOf(both('1', '1')),
    { name: 'the same number in other words', text: podOf(both('"1"', '1000m')) },
    { name: 'no request', text: podOf('resources:\n  limits:\n    nvidia.com/gpu: 1') },
    { name: 'memory may be overcommitted', text: podOf(`${both('1Gi', '2Gi', 'memory')} # gpu`) },
    { name: 'so may disk space', text: podOf(both('1Gi', '2Gi', 'ephemeral-storage')).replace('job', 'gpu') },
    { name: 'a placeholder', text: podOf(both('$(GPUS)', '2')) },
  ],
  invalid: [
    {
      text: podOf(both('⟦1⟧ # why', '2')),
      message: 'differ',
      says: ['requests 1 of nvidia.com/gpu', 'limit is 2'],
      fixed: podOf(both('2 # why', '2')),
      offers: {
        'Request 2': podOf(both('2 # why', '2')),
        'Delete the request': podOf('resources:\n  limits:\n    nvidia.com/gpu: 2'),
      },
    },
    {
      name: 'a Deployment, another vendor, quotes',
      text: deploymentOf(both('⟦"2"⟧', '"1"', 'amd.com/gpu')),
      message: 'differ',
      fixed: deploymentOf(both('"1"', '"1"', 'amd.com/gpu')),
    },
    {
      name: 'flow style, an init container',
      text: `apiVersion: v1
kind: Pod
spec:
  initContainers:
    - { name: i, resources: { limits: { nvidia.com/gpu: 1 }, requests: { nvidia.com/gpu: ⟦0⟧ } } }
  containers:
    - name: c
`,
      message: 'differ',
      fixed: `apiVersion: v1
kind: Pod
spec:
  initContainers:
    - { name: i, resources: { limits: { nvidia.com/gpu: 1 }, requests: { nvidia.com/gpu: 1 } } }
  containers:
    - name: c
`,
    },
  ],
})
