import rule from '../../../src/rules/kubernetes/cuda-visible-devices-wrong'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const pod = (value: string, gpus = '1', more = ''): string =>
  podOf(
    `resources: { limits: { nvidia.com/gpu: ${gpus} } }\n${more}env:\n  - name: MODE\n    value: a\n  - name: CUDA_VISIBLE_DEVICES\n    value: ${value}`,
  )
const without = (gpus = '1'): string =>
  podOf(`resources: { limits: { nvidia.com/gpu: ${gpus} } }\nenv:\n  - name: MODE\n    value: a`)

const started = (command: string, more = ''): string =>
  podOf(`resources: { limits: { nvidia.com/gpu: 1 } }\n${more}command: ${command}`)

testRule(rule, {
  valid: [
    started('["sh", "-c", "CUDA_VISIBLE_DEVICES=0 python train.py"]'),
    { name: 'no shell reads it', text: started('["CUDA_VISIBLE_DEVICES=3", "python"]') },
    { name: 'another variable', text: started('["sh", "-c", "MY_CUDA_VISIBLE_DEVICES=3 python train.py"]') },
    { name: 'only spoken of', text: started('["sh", "-c", "echo CUDA_VISIBLE_DEVICES=3"]') },
    {
      name: 'a value that the shell fills in',
      text: started('["sh", "-c", "CUDA_VISIBLE_DEVICES=$RANK python a.py"]'),
    },
    {
      name: 'the command sets the variable anew',
      text: started(
        '["sh", "-c", "CUDA_VISIBLE_DEVICES=0 python a.py"]',
        'env: [{ name: CUDA_VISIBLE_DEVICES, value: all }]\n',
      ),
    },
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
      name: 'a shell in the command',
      text: started('["bash", "-c", "set -e; CUDA_VISIBLE_DEVICES=⟦2⟧ python train.py"]'),
      message: 'none',
      severity: 'error',
      says: ['CUDA_VISIBLE_DEVICES=2', 'one GPU'],
      fixed: started('["bash", "-c", "set -e; CUDA_VISIBLE_DEVICES=0 python train.py"]'),
    },
    {
      name: 'arguments on lines of their own',
      text: started('[/bin/sh, -c]\nargs:\n  - |\n    export CUDA_VISIBLE_DEVICES=⟦all⟧\n    python train.py'),
      message: 'word',
      fixed: null,
    },
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
