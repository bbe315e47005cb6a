import rule from '../../../src/rules/compose/healthcheck-start-period'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const TEST = 'test: ["CMD", "curl", "-f", "http://localhost:8000/health"]'
const server = (lines: string, key = 'healthcheck', image = 'vllm/vllm-openai:v0.8.5') =>
  serviceOf(`image: ${image}\n${reserve()}\n${key}:\n  ${lines.replaceAll('\n', '\n  ')}`)

testRule(rule, {
  valid: [
    server(`${TEST}\nstart_period: 300s`),
    server(`${TEST}\nstart_period: 5m`),
    { name: 'enough retries', text: server(`${TEST}\ninterval: 30s\nretries: 20`) },
    { name: 'not known', text: server(`${TEST}\nstart_period: \${START}`) },
    { name: 'no model is loaded', text: server(TEST, 'healthcheck', 'ollama/ollama') },
    { name: 'asks for the GPU only', text: server('test: [CMD, nvidia-smi]') },
    server('disable: true'),
    {
      name: 'models are loaded on request only',
      text: `${server(TEST, 'healthcheck', 'nvcr.io/nvidia/tritonserver:24.08-py3')}    command: tritonserver --model-repository=/models --model-control-mode=explicit\n`,
    },
    { name: 'no healthcheck', text: serviceOf(`image: vllm/vllm-openai:v0.8.5\n${reserve()}`) },
  ],
  invalid: [
    {
      text: server(`${TEST} # ready?\ninterval: 10s`, '⟦healthcheck⟧'),
      message: 'short',
      says: ['30 seconds', 'start_period 0s'],
      fixed: server(`${TEST} # ready?\ninterval: 10s\nstart_period: 300s`),
    },
    {
      name: 'a period that is too short',
      text: server(
        `${TEST}\ninterval: 10s\nretries: 3\nstart_period: ⟦30s⟧`,
        'healthcheck',
        'nvcr.io/nvidia/tritonserver:24.08-py3',
      ),
      message: 'short',
      says: ['60 seconds', 'start_period 30s'],
      fixed: server(
        `${TEST}\ninterval: 10s\nretries: 3\nstart_period: 300s`,
        'healthcheck',
        'nvcr.io/nvidia/tritonserver:24.08-py3',
      ),
    },
    {
      name: 'the defaults of Docker',
      text: server(TEST, '⟦healthcheck⟧'),
      message: 'short',
      says: ['90 seconds'],
      fixed: server(`${TEST}\nstart_period: 300s`),
    },
  ],
})
