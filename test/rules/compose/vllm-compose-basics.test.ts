import rule from '../../../src/rules/compose/vllm-compose-basics'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const VLLM = 'image: vllm/vllm-openai:v0.8.5'
const vllm = (rest: string, name = 'llm') => serviceOf(`${VLLM}\n${rest}\n${reserve()}`, name)
const MODEL = 'command: --model Qwen/Qwen3-8B'

testRule(rule, {
  valid: [
    vllm(`${MODEL}\nvolumes:\n  - ~/.cache/huggingface:/root/.cache/huggingface`),
    vllm(`${MODEL}\nvolumes:\n  - cache:/root/.cache`),
    vllm(`${MODEL}\nvolumes:\n  - \${CACHE}`),
    vllm(`${MODEL}\nenvironment:\n  HF_HOME: /models`),
    vllm(`${MODEL}\nuser: 2000:0\nvolumes:\n  - cache:/home/vllm/.cache`),
    vllm(`${MODEL}\nuser: "${'$'}{UID}"`),
    vllm(`${MODEL}\nenv_file: missing.env`),
    { name: 'a folder of the container', text: vllm('command: --model /models/qwen\nvolumes:\n  - ./models:/models') },
    { name: 'not known', text: vllm('command: --model ${MODEL}') },
    { name: 'built here', text: vllm(`${MODEL}\nbuild: .`) },
    { name: 'nothing is named', text: serviceOf(VLLM) },
  ],
  invalid: [
    {
      text: vllm(MODEL, '⟦llm⟧'),
      message: 'cache',
      says: ['downloads Qwen/Qwen3-8B', '/root/.cache/huggingface'],
      fixed: serviceOf(
        `${VLLM}\n${MODEL}\n${reserve()}\nvolumes: ["~/.cache/huggingface:/root/.cache/huggingface"]`,
        'llm',
      ),
    },
    {
      name: 'root by name',
      text: vllm(`${MODEL}\nuser: root`, '⟦llm⟧'),
      message: 'cache',
      fixed: serviceOf(
        `${VLLM}\n${MODEL}\nuser: root\n${reserve()}\nvolumes: ["~/.cache/huggingface:/root/.cache/huggingface"]`,
        'llm',
      ),
    },
    {
      name: 'a list, another server, a volume for something else',
      text: serviceOf(
        'image: ghcr.io/huggingface/text-generation-inference:3.0.1\ncommand: ["--model-id", "Qwen/Qwen3-8B"]\nvolumes:\n  - ./logs:/logs # mine',
        '⟦tgi⟧',
      ),
      message: 'cache',
      fixed: serviceOf(
        'image: ghcr.io/huggingface/text-generation-inference:3.0.1\ncommand: ["--model-id", "Qwen/Qwen3-8B"]\nvolumes:\n  - ./logs:/logs # mine\n  - "~/.cache/huggingface:/data"',
        'tgi',
      ),
    },
  ],
})
