import rule from '../../../src/rules/dockerfile/healthcheck-start-period'
import { testRule } from '../../support/rule-tester'

const CHECK = 'CMD curl -f http://localhost:8000/health || exit 1'
const file = (line: string, base = 'vllm/vllm-openai:v0.8.5'): string => `FROM ${base}\n${line}\n`

testRule(rule, {
  valid: [
    file(`HEALTHCHECK --start-period=5m ${CHECK}`),
    { name: 'enough retries', text: file(`HEALTHCHECK --interval=30s --retries=20 ${CHECK}`) },
    { name: 'not known', text: file(`ARG START\nHEALTHCHECK --start-period=$START ${CHECK}`) },
    { name: 'no model server', text: file(`HEALTHCHECK ${CHECK}`, 'python:3.12-slim') },
    { name: 'asks for the GPU only', text: file('HEALTHCHECK CMD nvidia-smi') },
    file('HEALTHCHECK NONE'),
    {
      name: 'models are loaded on request only',
      text: file(
        `HEALTHCHECK ${CHECK}\nCMD ["tritonserver", "--model-control-mode", "explicit"]`,
        'nvcr.io/nvidia/tritonserver:24.08-py3',
      ),
    },
    { name: 'written again', text: file(`HEALTHCHECK ${CHECK}\nHEALTHCHECK --start-period=300s ${CHECK}`) },
    {
      name: 'the service has its own',
      text: file(`HEALTHCHECK ${CHECK}`),
      files: {
        'compose.yml': 'services:\n  a:\n    build: .\n    healthcheck: { test: [CMD, "true"], start_period: 300s }\n',
      },
    },
  ],
  invalid: [
    {
      text: file(`⟦HEALTHCHECK⟧ --interval=10s --timeout=3s \\\n  ${CHECK}`),
      message: 'short',
      severity: 'warning',
      says: ['vllm/vllm-openai:v0.8.5 30 seconds', '--start-period 0s'],
      fixed: file(`HEALTHCHECK --start-period=300s --interval=10s --timeout=3s \\\n  ${CHECK}`),
    },
    {
      name: 'a period that is too short',
      text: file(
        `HEALTHCHECK ⟦--start-period=15s⟧ --interval=10s CMD ["curl", "-f", "localhost:8000/v2/health/ready"]`,
        'nvcr.io/nvidia/tritonserver:24.08-py3',
      ),
      message: 'short',
      says: ['45 seconds', '--start-period 15s'],
      fixed: file(
        `HEALTHCHECK --start-period=300s --interval=10s CMD ["curl", "-f", "localhost:8000/v2/health/ready"]`,
        'nvcr.io/nvidia/tritonserver:24.08-py3',
      ),
    },
  ],
})
