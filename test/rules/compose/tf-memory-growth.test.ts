import rule from '../../../src/rules/compose/tf-memory-growth'
import { testRule } from '../../support/rule-tester'

const TF = 'tensorflow/tensorflow:2.16.1-gpu'
const file = (a: string, b: string, rest = '') => `services:
  train:
    image: ${a}
    gpus: all
${rest}  serve:
    image: ${b}
    gpus: all
`
const onGpu = (name: string, image: string, id: string, rest = '') => `  ${name}:
    image: ${image}
${rest}    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              device_ids: ["${id}"]
              capabilities: [gpu]
`

testRule(rule, {
  valid: [
    { name: 'alone', text: `services:\n  train:\n    image: ${TF}\n    gpus: all\n` },
    { name: 'it grows', text: file(TF, 'ollama/ollama:0.9.0', '    environment: [TF_FORCE_GPU_ALLOW_GROWTH=true]\n') },
    { name: 'different GPUs', text: `services:\n${onGpu('a', TF, '0')}${onGpu('b', TF, '1')}` },
    { name: 'profiles keep them apart', text: file(TF, 'ollama/ollama:0.9.0', '    profiles: [train]\n') },
    { name: 'the other has none', text: `services:\n  a:\n    image: ${TF}\n    gpus: all\n  b:\n    image: redis\n` },
    { name: 'TensorBoard only', text: file(TF, 'ollama/ollama:0.9.0', '    command: tensorboard --logdir /logs\n') },
    { name: 'the image for the CPU', text: file('tensorflow/tensorflow:2.16.1', 'ollama/ollama:0.9.0') },
    {
      name: 'vLLM with its part',
      text: file(
        'vllm/vllm-openai:v0.9.1',
        'ollama/ollama:0.9.0',
        '    command: --model a/b --gpu-memory-utilization 0.4\n',
      ),
    },
    {
      name: 'TGI with its part',
      text: file(
        'ghcr.io/huggingface/text-generation-inference:3.0.1',
        'ollama/ollama:0.9.0',
        '    environment: { CUDA_MEMORY_FRACTION: "0.5" }\n',
      ),
    },
    {
      name: 'a variable chooses',
      text: file(TF, 'ollama/ollama:0.9.0', '    environment: { CUDA_VISIBLE_DEVICES: "1" }\n'),
    },
  ],
  invalid: [
    {
      text: `services:\n${onGpu('⟦train⟧', TF, '0', '    environment:\n      - TF_CPP_MIN_LOG_LEVEL=1\n')}${onGpu('triton', 'nvcr.io/nvidia/tritonserver:24.05-py3', '0')}`,
      message: 'tensorflow',
      severity: 'info',
      says: ['service train runs TensorFlow on GPU 0, which triton uses too'],
      fixed: `services:\n${onGpu('train', TF, '0', '    environment:\n      - TF_CPP_MIN_LOG_LEVEL=1\n      - TF_FORCE_GPU_ALLOW_GROWTH=true\n')}${onGpu('triton', 'nvcr.io/nvidia/tritonserver:24.05-py3', '0')}`,
    },
    {
      text: file('ollama/ollama:0.9.0', 'vllm/vllm-openai:v0.9.1').replace('serve:', '⟦serve⟧:'),
      message: 'server',
      says: ['takes 90 %', '--gpu-memory-utilization'],
      fixed: null,
    },
    {
      name: 'TGI',
      text: file('ollama/ollama:0.9.0', 'ghcr.io/huggingface/text-generation-inference:3.0.1').replace(
        'serve:',
        '⟦serve⟧:',
      ),
      message: 'server',
      says: ['runs TGI', 'takes all of the memory', '--cuda-memory-fraction'],
      fixed: null,
    },
  ],
})
