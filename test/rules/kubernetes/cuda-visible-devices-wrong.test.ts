import rule from '../../../src/rules/kubernetes/cuda-visible-devices-wrong'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const pod = (value: string, gpus = '1', more = ''): string =>
  podOf(
    `resources: { limits: { nvidia.com/gpu: ${gpus} } }\n${more}env:\n  - name: MODE\n    value: a\n  - name: CUDA_VISIBLE_DEVICES\n    value: ${value}`,
  )
const without = (gpus = '1'): string =>
  podOf(`resources: { limits: { nvidia.com/gpu: ${gpus} } }\nenv:\n  - name: MODE\n    value: a`)

testRule(rule, {
  valid: [
    pod('"0"'),
    pod('"0,1"', '2'),
    { name: 'for the CPU on purpose', text: pod('""') },
    pod('"-1"'),
    pod('GPU-8f6e3b1c-1d0e'),
    { name: 'filled in by Kubernetes', text: pod('$(GPU_INDEX)') },
    { name: 'every GPU is seen', text: pod('"3"', '1', 'securityContext: { privileged: true }\n') },
    {
      name: 'no limit: the number is not known',
      text: podOf('env: [{ name: CUDA_VISIBLE_DEVICES, value: "1" }] # gpu'),
    },
    {
      name: 'a patch: the limit may be another one',
      text: pod('"1"').replace('      image: registry.example.com/app:1\n', ''),
    },
    {
      name: 'from elsewhere',
      text: podOf(
        'resources: { limits: { nvidia.com/gpu: 1 } }\nenv: [{ name: CUDA_VISIBLE_DEVICES, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]',
      ),
    },
  ],
  invalid: [
    {
      text: pod('⟦all⟧ # every one'),
      message: 'word',
      severity: 'error',
      says: ['"all"'],
      fixed: without(),
    },
    {
      text: pod('⟦"1"⟧'),
      message: 'none',
      severity: 'error',
      says: ['CUDA_VISIBLE_DEVICES=1', 'the container cuda one GPU'],
      fixed: without(),
      offers: { 'Write 0': pod('"0"') },
    },
    { text: pod('⟦cuda:0⟧'), message: 'word', fixed: without(), offers: { 'Write 0': pod('"0"') } },
    { text: pod('⟦"0,2"⟧', '2'), message: 'some', severity: 'warning', fixed: without('2') },
    {
      text: pod('⟦0-1⟧', '2'),
      message: 'list',
      severity: 'warning',
      fixed: without('2'),
      offers: { 'Write 0,1': pod('0,1', '2') },
    },
  ],
})
