import rule from '../../../src/rules/kubernetes/vllm-compose-basics'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const pod = (lines: string, image = 'vllm/vllm-openai:v0.8.5', name = 'cuda'): string =>
  podOf(`resources: { limits: { nvidia.com/gpu: 1 } }\n${lines}`)
    .replace('registry.example.com/app:1', image)
    .replace('name: cuda', `name: ${name}`)
const ARGS = 'args: [--model, Qwen/Qwen2.5-7B-Instruct]'
const mount = (path: string) => `volumeMounts: [{ name: hf, mountPath: ${path} }]`

testRule(rule, {
  valid: [
    pod(`${ARGS}\n${mount('/root/.cache/huggingface')}`),
    pod(`${ARGS}\n${mount('/root/.cache/')}`),
    { name: 'a folder', text: pod('args: [--model, /models/qwen]') },
    { name: 'the cache is elsewhere', text: pod(`${ARGS}\nenv: [{ name: HF_HOME, value: /hf }]`) },
    { name: 'variables from elsewhere', text: pod(`${ARGS}\nenvFrom: [{ configMapRef: { name: hf } }]`) },
    { name: 'another user', text: pod(`${ARGS}\nsecurityContext: { runAsUser: 1000 }`) },
    { name: 'not known', text: pod('args: [--model, $(MODEL)]') },
    { name: 'another image', text: pod(ARGS, 'me/vllm:1') },
  ],
  invalid: [
    {
      text: pod(`${ARGS}\n${mount('/dev/shm')}`, undefined, '⟦cuda⟧'),
      message: 'cache',
      severity: 'warning',
      says: ['The container cuda downloads Qwen/Qwen2.5-7B-Instruct', '/root/.cache/huggingface'],
      fixed: null,
    },
    {
      name: 'by a variable',
      text: pod(
        'env: [{ name: MODEL_ID, value: mistralai/Mistral-7B-v0.1 }]',
        'ghcr.io/huggingface/text-generation-inference:2.4.0',
        '⟦cuda⟧',
      ),
      message: 'cache',
      says: ['nothing is mounted at /data'],
      fixed: null,
    },
  ],
})
