import rule from '../../../src/rules/kubernetes/request-only'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    podOf('resources:\n  limits:\n    nvidia.com/gpu: 1\n  requests:\n    nvidia.com/gpu: 1'),
    podOf('resources:\n  requests:\n    cpu: 1\n    memory: 1Gi # gpu'),
    {
      name: 'the limits are not known',
      text: podOf('resources:\n  requests:\n    nvidia.com/gpu: 1\n  limits: $(LIMITS)'),
    },
    {
      name: 'a LimitRange beside it',
      text: `${podOf('resources:\n  requests:\n    nvidia.com/gpu: 1')}---\napiVersion: v1\nkind: LimitRange\nmetadata: { name: l }\n`,
    },
  ],
  invalid: [
    {
      text: podOf('resources:\n  requests:\n    ⟦nvidia.com/gpu⟧: 1 # one'),
      message: 'missing',
      says: ['Limit must be set for non overcommitable resources'],
      fixed: podOf('resources:\n  limits:\n    nvidia.com/gpu: 1 # one'),
    },
    {
      name: 'beside limits of other things',
      text: podOf('resources:\n  limits:\n    memory: 8Gi\n  requests:\n    memory: 8Gi\n    ⟦nvidia.com/gpu⟧: "2"'),
      message: 'missing',
      fixed: podOf('resources:\n  limits:\n    memory: 8Gi\n    nvidia.com/gpu: "2"\n  requests:\n    memory: 8Gi'),
    },
    {
      name: 'a RayCluster worker',
      text: `apiVersion: ray.io/v1
kind: RayCluster
metadata: { name: r }
spec:
  workerGroupSpecs:
    - template:
        spec:
          containers:
            - name: w
              resources: { requests: { ⟦nvidia.com/gpu⟧: 1 } }
`,
      message: 'missing',
      fixed: `apiVersion: ray.io/v1
kind: RayCluster
metadata: { name: r }
spec:
  workerGroupSpecs:
    - template:
        spec:
          containers:
            - name: w
              resources: { limits: { nvidia.com/gpu: 1 } }
`,
    },
  ],
})
