import rule from '../../../src/rules/kubernetes/healthcheck-start-period'
import { podOf } from '../../support/manifests'
import { testRule } from '../../support/rule-tester'

const HTTP = 'httpGet: { path: /health, port: 8000 }'
const pod = (probes: string, image = 'vllm/vllm-openai:v0.8.5'): string =>
  podOf(`resources: { limits: { nvidia.com/gpu: 1 } }\n${probes}`).replace('registry.example.com/app:1', image)
const TRITON = 'nvcr.io/nvidia/tritonserver:24.08-py3'
const STARTUP = (startup: string) => `startupProbe:\n  ${HTTP}\n${startup}`

testRule(rule, {
  valid: [
    pod(`livenessProbe:\n  ${HTTP}\n  initialDelaySeconds: 300`),
    pod(`${STARTUP('  failureThreshold: 60')}\nlivenessProbe:\n  ${HTTP}`),
    { name: 'it kills nothing', text: pod(`readinessProbe:\n  ${HTTP}`) },
    { name: 'not known', text: pod(`livenessProbe:\n  ${HTTP}\n  initialDelaySeconds: \${DELAY}`) },
    { name: 'no model server', text: pod(`livenessProbe:\n  ${HTTP}`, 'python:3.12') },
    { name: 'asks for the GPU only', text: pod('livenessProbe:\n  exec: { command: [nvidia-smi] }') },
    {
      name: 'models are loaded on request only',
      text: pod(`args:\n  - --model-control-mode=explicit\nlivenessProbe:\n  ${HTTP}`, TRITON),
    },
    {
      name: 'the same in two words',
      text: pod(`args: ["--model-control-mode", "explicit"]\nlivenessProbe:\n  ${HTTP}`, TRITON),
    },
  ],
  invalid: [
    {
      name: 'one model is loaded at the start',
      text: pod(`args:\n  - --model-control-mode=explicit\n  - --load-model=llm\n⟦livenessProbe⟧:\n  ${HTTP}`, TRITON),
      message: 'liveness',
      fixed: pod(
        `args:\n  - --model-control-mode=explicit\n  - --load-model=llm\nlivenessProbe:\n  ${HTTP}\nstartupProbe:\n  httpGet:\n    path: /health\n    port: 8000\n  periodSeconds: 10\n  failureThreshold: 30`,
        TRITON,
      ),
    },
    {
      text: pod(`⟦livenessProbe⟧:\n  ${HTTP}\n  periodSeconds: 10\nterminationMessagePath: /dev/log`),
      message: 'liveness',
      severity: 'warning',
      says: ['the container cuda kills vllm/vllm-openai:v0.8.5 after 30 seconds'],
      fixed: pod(
        `livenessProbe:\n  ${HTTP}\n  periodSeconds: 10\nstartupProbe:\n  httpGet:\n    path: /health\n    port: 8000\n  periodSeconds: 10\n  failureThreshold: 30\nterminationMessagePath: /dev/log`,
      ),
    },
    {
      name: 'a startup probe that is too short',
      text: pod(`⟦startupProbe⟧:\n  ${HTTP}\n  periodSeconds: 5\n  failureThreshold: 6`),
      message: 'startup',
      says: ['after 30 seconds'],
      fixed: pod(`startupProbe:\n  ${HTTP}\n  periodSeconds: 5\n  failureThreshold: 60`),
    },
    {
      name: 'the defaults of a startup probe',
      text: pod(`⟦startupProbe⟧:\n  ${HTTP} # ready?`, 'ghcr.io/huggingface/text-generation-inference:2.4.0'),
      message: 'startup',
      fixed: pod(
        `startupProbe:\n  ${HTTP} # ready?\n  failureThreshold: 30`,
        'ghcr.io/huggingface/text-generation-inference:2.4.0',
      ),
    },
  ],
})
