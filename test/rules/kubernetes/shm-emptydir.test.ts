import rule from '../../../src/rules/kubernetes/shm-emptydir'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const LIMIT = 'resources:\n  limits:\n    nvidia.com/gpu: 2'
const TRAIN = 'command: [torchrun, --nproc-per-node=2, train.py]'
const MOUNT = 'volumeMounts:\n  - name: dshm\n    mountPath: /dev/shm'
const VOLUME = '  volumes:\n    - name: dshm\n      emptyDir:\n        medium: Memory\n        sizeLimit: 8Gi\n'
const named = (text: string) => text.replace('name: cuda', 'name: ⟦cuda⟧')
const triton = (text: string) => text.replace('registry.example.com/app:1', 'nvcr.io/nvidia/tritonserver:24.08-py3')

testRule(rule, {
  valid: [
    podOf(`${TRAIN}\n${LIMIT}\nvolumeMounts:\n  - name: shm\n    mountPath: /dev/shm`),
    {
      name: 'a patch: the mount may stand in the other file',
      text: podOf(`${TRAIN}\n${LIMIT}`).replace(/ +image: .*\n/, ''),
    },
    { name: 'no worker processes', text: podOf(`command: [python, train.py, --num_workers=0]\n${LIMIT}`) },
    { name: 'the memory of the host', text: podOf(`${TRAIN}\n${LIMIT}`, 'hostIPC: true') },
    { name: 'no GPU', text: `${podOf(TRAIN)}# gpu\n` },
    { name: 'one GPU, no training', text: podOf(`command: [python, serve.py]\n${LIMIT}`) },
    { name: 'one model on one GPU', text: podOf(`args: ["--tensor-parallel-size", "1"]\n${LIMIT}`) },
    {
      name: 'a mount that is not known',
      text: podOf(`${TRAIN}\n${LIMIT}\nvolumeMounts:\n  - name: shm\n    mountPath: $(SHM)`),
    },
  ],
  invalid: [
    {
      name: 'worker processes, by the image and the program',
      text: named(podOf(`command: [python, train.py]\n${LIMIT}`)).replace(
        'registry.example.com/app:1',
        'pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime',
      ),
      message: 'missing',
      severity: 'warning',
      fixed: `${podOf(`command: [python, train.py]\n${LIMIT}\nvolumeMounts:\n  - name: dshm\n    mountPath: /dev/shm`).replace('registry.example.com/app:1', 'pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime')}  volumes:\n    - name: dshm\n      emptyDir:\n        medium: Memory\n        sizeLimit: 8Gi\n`,
    },
    {
      text: named(podOf(`${TRAIN}\n${LIMIT}`)),
      message: 'missing',
      severity: 'warning',
      says: ['The container cuda trains', '64 MB'],
      fixed: podOf(`${TRAIN}\n${LIMIT}\nvolumeMounts:\n  - name: dshm\n    mountPath: /dev/shm`).concat(
        '  volumes:\n    - name: dshm\n      emptyDir:\n        medium: Memory\n        sizeLimit: 8Gi\n',
      ),
    },
    {
      name: 'one model on two GPUs',
      text: named(
        podOf(
          `args: ["--model", "m", "--tensor-parallel-size", "2"]\n${LIMIT}\nvolumeMounts:\n  - name: models\n    mountPath: /models`,
        ),
      ),
      message: 'missing',
      says: ['runs one model on 2 GPUs'],
      fixed:
        podOf(
          `args: ["--model", "m", "--tensor-parallel-size", "2"]\n${LIMIT}\nvolumeMounts:\n  - name: models\n    mountPath: /models\n  - name: dshm\n    mountPath: /dev/shm`,
        ) + VOLUME,
      severity: 'warning',
    },
    {
      name: 'Triton',
      text: triton(named(podOf(LIMIT))),
      message: 'missing',
      severity: 'info',
      fixed: triton(podOf(`${LIMIT}\n${MOUNT}`)) + VOLUME,
    },
  ],
})
