import rule from '../../../src/rules/kubernetes/shared-gpu-over-one'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const limit = (name: string, value: string) => podOf(`resources:\n  limits:\n    ${name}: ${value}`)
const config = (fail: boolean, rename: boolean) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: plugin }
data:
  any: |
    version: v1
    sharing:
      timeSlicing:
        renameByDefault: ${rename}
        failRequestsGreaterThanOne: ${fail}
        resources:
          - name: nvidia.com/gpu
            replicas: 4
`

testRule(rule, {
  valid: [
    limit('nvidia.com/gpu.shared', '1'),
    { name: 'whole GPUs', text: limit('nvidia.com/gpu', '4') },
    { name: 'the flag is off', text: limit('nvidia.com/gpu', '4') + config(false, false) },
    { name: 'the shared ones have another name', text: limit('nvidia.com/gpu', '4') + config(true, true) },
  ],
  invalid: [
    {
      name: 'MPS, in flow style',
      text:
        limit('nvidia.com/gpu', '⟦2⟧') +
        config(true, false)
          .replace('timeSlicing', 'mps')
          .replace(/resources:[\s\S]*$/, 'resources: [{ name: nvidia.com/gpu, replicas: 4 }]\n'),
      message: 'refused',
      fixed:
        limit('nvidia.com/gpu', '1') +
        config(true, false)
          .replace('timeSlicing', 'mps')
          .replace(/resources:[\s\S]*$/, 'resources: [{ name: nvidia.com/gpu, replicas: 4 }]\n'),
    },
    {
      text: limit('nvidia.com/gpu.shared', '⟦2⟧ # two'),
      message: 'useless',
      severity: 'info',
      fixed: limit('nvidia.com/gpu.shared', '1 # two'),
    },
    {
      name: 'the configuration of the plugin refuses it',
      text: limit('nvidia.com/gpu', '⟦"2"⟧') + config(true, false),
      message: 'refused',
      severity: 'warning',
      fixed: limit('nvidia.com/gpu', '"1"') + config(true, false),
    },
    {
      name: 'renamed and refused',
      text: limit('nvidia.com/gpu.shared', '⟦2⟧') + config(true, true),
      message: 'refused',
      fixed: limit('nvidia.com/gpu.shared', '1') + config(true, true),
    },
  ],
})
