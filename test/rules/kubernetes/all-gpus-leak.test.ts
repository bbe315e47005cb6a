import rule from '../../../src/rules/kubernetes/all-gpus-leak'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const env = (value: string) => `env:\n  - name: NVIDIA_VISIBLE_DEVICES\n    value: ${value}`
const LIMIT = 'resources:\n  limits:\n    nvidia.com/gpu: 1'
const image = (name: string, rest = '') => podOf(`# gpu${rest}`).replace('registry.example.com/app:1', name)
const VLLM = 'vllm/vllm-openai:v0.8.5'

const GPU = ', resources: { limits: { nvidia.com/gpu: 1 } }'
const mpiJob = (worker: string) => `apiVersion: kubeflow.org/v2beta1
kind: MPIJob
metadata: { name: resnet }
spec:
  mpiReplicaSpecs:
    Launcher:
      template: { spec: { containers: [{ name: m, image: ⟦nvcr.io/nvidia/pytorch:24.05-py3⟧, command: [mpirun] }] } }
    Worker:
      template: { spec: { containers: [{ name: m, image: example/worker:1${worker} }] } }
`

testRule(rule, {
  valid: [
    podOf(LIMIT),
    { name: 'a patch: the limit may stand in the other file', text: podOf(env('all')).replace(/ +image: .*\n/, '') },
    podOf(env('void')),
    podOf(env('none')),
    podOf(`${LIMIT}\n${env('"void"')}`),
    {
      name: 'not known',
      text: podOf(
        'env:\n  - name: NVIDIA_VISIBLE_DEVICES\n    valueFrom:\n      fieldRef:\n        fieldPath: metadata.name',
      ),
    },
    {
      name: 'a DaemonSet of the node',
      text: `apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          ${env('all').replaceAll('\n', '\n          ')}\n`,
    },
    { name: 'monitoring', text: podOf(env('all')).replace('app:1', 'dcgm-exporter:4') },
    { name: 'privileged', text: podOf(`${env('all')}\nsecurityContext:\n  privileged: true`) },
    { name: 'another scheduler', text: image(VLLM, '\nresources:\n  limits:\n    aliyun.com/gpu-mem: 8') },
    { name: 'claims', text: image(VLLM, '\nresources:\n  claims:\n    - name: gpu') },
    { name: 'runs on either', text: image('ollama/ollama:0.6.5') },
    { name: 'may be there to compile', text: image('nvidia/cuda:12.4.1-devel-ubuntu22.04') },
    { name: 'the launcher of workers that have it', text: mpiJob(GPU).replace(/[⟦⟧]/g, '') },
    { name: 'the other container of the pod has it', text: image(VLLM, `\n${LIMIT}`) },
  ],
  invalid: [
    {
      name: 'no worker has one either',
      text: mpiJob(''),
      message: 'image',
      fixed: mpiJob('')
        .replace(/[⟦⟧]/g, '')
        .replace('[mpirun] }', '[mpirun], resources: { limits: { nvidia.com/gpu: 1 } } }'),
    },
    {
      name: 'an image that needs a GPU without saying so in its name',
      text: podOf('').replace('registry.example.com/app:1', '⟦vllm/vllm-openai:v0.6.0⟧'),
      message: 'image',
      fixed: podOf('resources:\n  limits:\n    nvidia.com/gpu: 1').replace(
        'registry.example.com/app:1',
        'vllm/vllm-openai:v0.6.0',
      ),
    },
    {
      text: podOf(`${LIMIT}\nenv:\n  - name: MODE\n    value: a\n  - name: NVIDIA_VISIBLE_DEVICES\n    value: ⟦all⟧`),
      message: 'overrides',
      says: ['asks for nvidia.com/gpu', 'to "all"'],
      fixed: podOf(`${LIMIT}\nenv:\n  - name: MODE\n    value: a`),
    },
    {
      text: podOf(env('⟦"0"⟧')),
      message: 'unscheduled',
      fixed: podOf('resources:\n  limits:\n    nvidia.com/gpu: 1'),
    },
    {
      text: image(`⟦${VLLM}⟧`),
      message: 'image',
      says: ['vllm/vllm-openai:v0.8.5 and has no GPU limit'],
      fixed: image(VLLM, '\nresources:\n  limits:\n    nvidia.com/gpu: 1').replace(
        '      # gpu\n      resources:\n        limits:\n          nvidia.com/gpu: 1\n',
        '      resources:\n        limits:\n          nvidia.com/gpu: 1\n      # gpu\n',
      ),
    },
    {
      text: image('⟦nvidia/cuda:12.4.1-runtime-ubuntu22.04⟧', '\nresources:\n  limits:\n    memory: 4Gi'),
      message: 'image',
      fixed: image(
        'nvidia/cuda:12.4.1-runtime-ubuntu22.04',
        '\nresources:\n  limits:\n    memory: 4Gi\n    nvidia.com/gpu: 1',
      ),
    },
  ],
})
