import rule from '../../../src/rules/kubernetes/runtimeclass-missing'
import { deploymentOf, podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const LIMIT = 'resources:\n  limits:\n    nvidia.com/gpu: 1'
const marked = (text: string) => text.replace('nvidia.com/gpu: 1', '⟦nvidia.com/gpu⟧: 1')
const CLASS = 'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata:\n  name: nvidia\nhandler: nvidia\n---\n'

testRule(rule, {
  valid: [
    podOf(LIMIT),
    CLASS + podOf(LIMIT, 'runtimeClassName: nvidia'),
    { name: 'no GPU', text: `${CLASS}${podOf('')}` },
    { name: 'a class for something else', text: CLASS.replaceAll('nvidia', 'kata') + podOf(LIMIT) },
  ],
  invalid: [
    {
      text: CLASS + marked(podOf(LIMIT)),
      message: 'missing',
      says: ['the file defines the RuntimeClass nvidia'],
      fixed: `${CLASS}${podOf(LIMIT)}  runtimeClassName: nvidia\n`,
    },
    {
      name: 'one pod of two',
      text: `${podOf(LIMIT, 'runtimeClassName: nvidia')}---\n${marked(deploymentOf(LIMIT))}`,
      message: 'missing',
      says: ['another pod of the file'],
      fixed: `${podOf(LIMIT, 'runtimeClassName: nvidia')}---\n${deploymentOf(LIMIT)}      runtimeClassName: nvidia\n`,
    },
  ],
})
