import rule from '../../../src/rules/kubernetes/quota-not-counted'
import { testRule } from '../../support/rule-tester'

const quota = (...lines: readonly string[]) =>
  `apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: team\nspec:\n  hard:\n${lines.map((line) => `    ${line}\n`).join('')}`

testRule(rule, {
  valid: [
    quota('requests.nvidia.com/gpu: 4', 'requests.cpu: "1"', 'limits.cpu: "2"', 'pods: "10"'),
    quota('requests.nvidia.com/mig-1g.5gb: 2'),
    quota('requests.amd.com/gpu: 4'),
    { name: 'both written, as many do', text: quota('requests.nvidia.com/gpu: 4', 'limits.nvidia.com/gpu: 4') },
    { name: 'HAMi counts limits itself', text: quota('limits.nvidia.com/gpu: 2', 'limits.nvidia.com/gpumem: 8000') },
    { name: 'a name that is not known', text: quota('requests.example.com/gpus: 4') },
    { name: 'object counts', text: quota('count/gpus.example.com: 4') },
    { name: 'not of a quota', text: quota('gpus: 4').replace('kind: ResourceQuota', 'kind: GpuBudget') },
  ],
  invalid: [
    {
      text: quota('⟦requests.nvidia.com/gpus⟧: 4 # of the team'),
      message: 'name',
      severity: 'warning',
      fixed: quota('requests.nvidia.com/gpu: 4 # of the team'),
    },
    {
      text: quota('"⟦limits.nvidia.com/gpu⟧": 4').replace('"⟦', '⟦"').replace('⟧"', '"⟧'),
      message: 'prefix',
      severity: 'warning',
      fixed: quota('"requests.nvidia.com/gpu": 4'),
    },
    { text: quota('⟦nvidia.com/gpu⟧: 4'), message: 'prefix', fixed: quota('requests.nvidia.com/gpu: 4') },
    { text: quota('⟦requests.nvidia.com/GPU⟧: 4'), message: 'name', fixed: quota('requests.nvidia.com/gpu: 4') },
    {
      text: quota('⟦requests.gpu⟧: 4'),
      message: 'vendor',
      severity: 'error',
      fixed: quota('requests.nvidia.com/gpu: 4'),
    },
    {
      name: 'two that mean one: only one of them can have its name',
      text: quota('⟦nvidia.com/gpu⟧: 4', '⟦limits.nvidia.com/gpu⟧: 4'),
      message: ['prefix', 'prefix'],
      fixed: quota('requests.nvidia.com/gpu: 4', 'limits.nvidia.com/gpu: 4'),
    },
    {
      name: 'of OpenShift',
      text: quota('⟦limits.nvidia.com/gpu⟧: 4')
        .replace('kind: Res', 'kind: ClusterRes')
        .replace('  hard:\n    ', '  quota:\n    hard:\n      '),
      message: 'prefix',
      fixed: quota('requests.nvidia.com/gpu: 4')
        .replace('kind: Res', 'kind: ClusterRes')
        .replace('  hard:\n    ', '  quota:\n    hard:\n      '),
    },
  ],
})
