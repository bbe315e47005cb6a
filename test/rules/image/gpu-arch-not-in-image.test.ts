import rule from '../../../src/rules/image/gpu-arch-not-in-image'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (image: string, rest = reserve()) => serviceOf(`image: ${image}\n${rest}`)
const TEI = 'ghcr.io/huggingface/text-embeddings-inference'

testRule(rule, {
  valid: [
    { name: 'no target', text: app('pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime') },
    { name: 'new enough', text: app('pytorch/pytorch:2.7.1-cuda12.8-cudnn9-runtime'), target: { gpus: ['RTX 5090'] } },
    {
      name: 'a lower minor runs',
      text: app('pytorch/pytorch:2.0.1-cuda11.7-cudnn8-runtime'),
      target: { gpus: ['L4'] },
    },
    {
      name: 'no GPU asked for',
      text: app('pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime', 'command: a'),
      target: { gpus: ['B200'] },
    },
    {
      name: 'a plain CUDA image compiles for itself',
      text: app('nvidia/cuda:12.4.1-devel-ubuntu22.04'),
      target: { gpus: ['B200'] },
    },
    { name: 'a card that vLLM serves', text: app('vllm/vllm-openai:v0.9.1'), target: { gpus: ['Tesla V100'] } },
    { name: 'the right prefix', text: app(`${TEI}:89-1.7`), target: { gpus: ['RTX 4090'] } },
    { name: 'a tag for all', text: app(`${TEI}:cuda-1.9`), target: { gpus: ['RTX 4090'] } },
    { name: 'a card that no table knows', text: app('vllm/vllm-openai:v0.9.1'), target: { gpus: ['Graviton'] } },
  ],
  invalid: [
    {
      text: app('⟦pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime⟧'),
      target: { gpus: ['NVIDIA GeForce RTX 5090'] },
      message: 'new',
      severity: 'warning',
      says: ['its CUDA 12.4 is older', 'with CUDA 12.8 or later'],
      fixed: null,
    },
    {
      text: 'FROM ⟦pytorch/pytorch:2.12.0-cuda13.0-cudnn9-runtime⟧\nCMD ["python", "train.py"]\n',
      target: { gpus: ['GTX 1080 Ti'] },
      message: 'old',
      says: ['compute capability 6.1'],
      fixed: null,
    },
    {
      text: app('⟦vllm/vllm-openai:v0.9.1⟧'),
      target: { gpus: ['Tesla P40'] },
      message: 'floor',
      says: ['from compute capability 7.0 on, and the target has Tesla P40 (compute capability 6.1).'],
      fixed: null,
    },
    {
      text: app('⟦nvcr.io/nvidia/tritonserver:24.10-py3⟧'),
      target: { gpus: ['Tesla M60'] },
      message: 'floor',
      fixed: null,
    },
    {
      text: app(`⟦${TEI}:1.7⟧`),
      target: { gpus: ['RTX 4090'] },
      message: 'prefix',
      says: ['built for compute capability 8.0 alone', 'Take the tag 89-1.7'],
      fixed: app(`${TEI}:89-1.7`),
    },
  ],
})
