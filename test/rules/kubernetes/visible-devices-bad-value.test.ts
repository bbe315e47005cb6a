import rule from '../../../src/rules/kubernetes/visible-devices-bad-value'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const LIMIT = 'resources: { limits: { nvidia.com/gpu: 1 } }\n'
const pod = (value: string, limit = ''): string =>
  podOf(`${limit}env:\n  - name: MODE\n    value: a\n  - name: NVIDIA_VISIBLE_DEVICES\n    value: ${value}`)

testRule(rule, {
  valid: [
    ...['all', 'void', 'none', '""', '"0,1"', 'GPU-3a2b'].map((value) => pod(value, LIMIT)),
    { name: 'filled in by Kubernetes', text: pod('$(GPUS)', LIMIT) },
    { name: 'from elsewhere', text: podOf(`${LIMIT}env: [{ name: NVIDIA_VISIBLE_DEVICES }]`) },
  ],
  invalid: [
    {
      text: pod('⟦VOID⟧'),
      message: 'word',
      severity: 'warning',
      says: ['The value "VOID"'],
      fixed: pod('void'),
    },
    {
      name: 'beside a limit',
      text: pod('⟦"true"⟧', LIMIT),
      message: 'word',
      fixed: podOf(`${LIMIT}env:\n  - name: MODE\n    value: a`),
      offers: { 'Write all': pod('"all"', LIMIT) },
    },
    { name: 'quotes that stay', text: pod(`⟦'"all"'⟧`), message: 'quotes', fixed: pod("'all'") },
    { name: 'parted by blanks', text: pod('⟦"0 1"⟧'), message: 'blanks', fixed: pod('"0,1"') },
  ],
})
