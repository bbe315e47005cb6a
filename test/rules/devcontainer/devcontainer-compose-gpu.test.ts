import rule from '../../../src/rules/devcontainer/devcontainer-compose-gpu'
import { testRule } from '../../support/rule-tester'

const REQUEST = `    deploy:
      resources:
        reservations:
          devices:
            - driver: nvidia
              count: all
              capabilities: [gpu]
`
const compose = (rest = '') => ({
  'docker-compose.yml': `services:\n  dev:\n    build: .\n    command: sleep infinity\n${rest}  db:\n    image: postgres:16\n`,
})
const dev = (rest: string, files = '"../docker-compose.yml"') =>
  `{\n  "dockerComposeFile": ${files},\n  "service": "dev",\n  ${rest}\n}\n`

testRule(rule, {
  valid: [
    {
      name: 'an image: runArgs are read',
      text: '{ "image": "nvidia/cuda:12.4.1-base-ubuntu22.04", "runArgs": ["--gpus=all"] }\n',
    },
    { name: 'the service asks', text: dev('"workspaceFolder": "/work"'), files: compose(REQUEST) },
    { name: 'no GPU anywhere', text: dev('"runArgs": ["--ipc=host"]'), files: compose() },
    { name: 'both ask', text: dev('"hostRequirements": { "gpu": "optional" }'), files: compose(REQUEST) },
    { name: 'no GPU required', text: dev('"hostRequirements": { "gpu": false }'), files: compose() },
    { name: 'the compose file is not to be read', text: dev('"hostRequirements": { "gpu": true }') },
    {
      name: 'a Compose that fills the count in',
      text: dev('"hostRequirements": { "gpu": "optional" }'),
      files: compose(),
      target: { compose: '2.40.3' },
    },
    {
      name: 'an overlay with the request',
      text: dev('"hostRequirements": { "gpu": true }', '["../docker-compose.yml", "gpu.yml"]'),
      files: { ...compose(), '.devcontainer/gpu.yml': `services:\n  dev:\n${REQUEST}` },
    },
  ],
  invalid: [
    {
      text: dev('"runArgs": [⟦"--gpus"⟧, "all"]'),
      files: compose(),
      message: 'ignored',
      says: ['--gpus all stands in runArgs', 'the compose service dev'],
      severity: 'warning',
      fixed: null,
    },
    {
      name: 'a compose file that cannot be read',
      text: dev('"runArgs": [⟦"--gpus=all"⟧]'),
      message: 'ignored',
      says: ['service dev'],
      fixed: null,
    },
    {
      name: 'asked for twice',
      text: dev('"workspaceFolder": "/work",\n  "runArgs": [⟦"--gpus"⟧, "all", "--ipc=host"]'),
      files: compose(REQUEST),
      message: 'twice',
      severity: 'info',
      fixed: dev('"workspaceFolder": "/work",\n  "runArgs": ["--ipc=host"]'),
    },
    {
      name: 'a requirement alone',
      text: dev('"hostRequirements": { "gpu": ⟦"optional"⟧ }'),
      files: compose(),
      message: 'counted',
      severity: 'info',
      fixed: null,
    },
    {
      name: 'a requirement alone, and an old Compose',
      text: dev('"hostRequirements": { "gpu": ⟦{ "cores": 1000 }⟧ }'),
      files: compose(),
      target: { compose: '2.24.0' },
      message: 'counted',
      severity: 'warning',
      fixed: null,
    },
  ],
})
