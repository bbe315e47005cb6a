import rule from '../../../src/rules/kubernetes/toleration-missing'
import { deploymentOf, podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const LIMIT = 'resources:\n  limits:\n    nvidia.com/gpu: 1'
const TOLERATION = 'tolerations:\n  - key: nvidia.com/gpu\n    operator: Exists\n    effect: NoSchedule'
const tolerant = deploymentOf(LIMIT).replace(
  '      containers',
  `      ${TOLERATION.replaceAll('\n', '\n      ')}\n      containers`,
)
const marked = (text: string) => text.replace('nvidia.com/gpu: 1', '⟦nvidia.com/gpu⟧: 1')

testRule(rule, {
  valid: [
    podOf(LIMIT),
    podOf(LIMIT, TOLERATION),
    {
      name: 'tolerates everything',
      text: `${podOf(LIMIT, TOLERATION)}---\n${podOf(LIMIT, 'tolerations:\n  - operator: Exists')}`,
    },
    { name: 'the other pod has no GPU', text: `${podOf('', TOLERATION)}---\n${podOf(LIMIT)}` },
  ],
  invalid: [
    {
      text: `${deploymentOf(LIMIT).replace('      containers', `      ${TOLERATION.replaceAll('\n', '\n      ')}\n      containers`)}---\n${marked(podOf(LIMIT))}`,
      message: 'missing',
      severity: 'info',
      says: ['another pod of the file does'],
      fixed: `${tolerant}---\n${podOf(LIMIT)}  ${TOLERATION.replaceAll('\n', '\n  ')}\n`,
    },
    {
      name: 'a node with the taint, a toleration for something else',
      text: `apiVersion: v1\nkind: Node\nspec:\n  taints:\n    - key: nvidia.com/gpu\n      effect: NoSchedule\n---\n${marked(podOf(LIMIT, 'tolerations:\n  - key: spot\n    operator: Exists'))}`,
      message: 'missing',
      fixed: `apiVersion: v1\nkind: Node\nspec:\n  taints:\n    - key: nvidia.com/gpu\n      effect: NoSchedule\n---\n${podOf(LIMIT, 'tolerations:\n  - key: spot\n    operator: Exists\n  - key: nvidia.com/gpu\n    operator: Exists\n    effect: NoSchedule')}`,
    },
  ],
})
