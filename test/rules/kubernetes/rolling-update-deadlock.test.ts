import rule from '../../../src/rules/kubernetes/rolling-update-deadlock'
import { deploymentOf, podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const LIMIT = 'resources:\n  limits:\n    nvidia.com/gpu: 1'
const kind = (text: string) => text.replace('kind: Deployment', 'kind: ⟦Deployment⟧')

testRule(rule, {
  valid: [
    podOf(LIMIT),
    deploymentOf(LIMIT, 'strategy:\n  type: Recreate'),
    deploymentOf(LIMIT, 'strategy:\n  rollingUpdate:\n    maxSurge: 0'),
    deploymentOf(LIMIT, 'strategy:\n  rollingUpdate:\n    maxSurge: 1'),
    { name: 'a quarter of four is one pod that stops first', text: deploymentOf(LIMIT, 'replicas: 4') },
    deploymentOf(LIMIT, 'strategy:\n  rollingUpdate:\n    maxUnavailable: 1'),
    {
      name: 'a patch: the strategy may stand in the other file',
      text: deploymentOf(LIMIT).replace(/ +image: .*\n/, ''),
    },
    { name: 'turned off', text: deploymentOf(LIMIT, 'replicas: 0') },
    { name: 'no GPU', text: `${deploymentOf('')}# gpu\n` },
    deploymentOf(LIMIT).replace('Deployment', 'StatefulSet'),
  ],
  invalid: [
    {
      name: 'a quarter of three is none',
      text: kind(deploymentOf(LIMIT, 'replicas: 3')),
      message: 'surge',
      fixed: `${deploymentOf(LIMIT, 'replicas: 3')}  strategy:\n    rollingUpdate:\n      maxSurge: 0\n      maxUnavailable: 1\n`,
    },
    {
      text: kind(deploymentOf(LIMIT, 'replicas: 1')),
      message: 'surge',
      severity: 'info',
      says: ['The Deployment web', 'Insufficient nvidia.com/gpu'],
      fixed: `${deploymentOf(LIMIT, 'replicas: 1')}  strategy:\n    type: Recreate\n`,
    },
    { text: kind(deploymentOf(LIMIT, 'strategy:\n  type: RollingUpdate')), message: 'surge', fixed: null },
  ],
})
