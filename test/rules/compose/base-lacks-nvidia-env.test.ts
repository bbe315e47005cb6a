import rule from '../../../src/rules/compose/base-lacks-nvidia-env'
import { testRule } from '../../support/rule-tester'

const app = (rest: string): string => `services:\n  app:\n    image: python:3.11-slim\n${rest}`
const built = (rest = '    runtime: ⟦nvidia⟧\n'): string => `services:\n  app:\n    build: .\n${rest}`
const plain = (text: string): string => text.replace(/[⟦⟧]/g, '')
const dockerfile = (text: string) => ({ files: { Dockerfile: text } })
const slim = 'FROM python:3.11-slim\nRUN pip install torch==2.4.0\nCMD ["python", "main.py"]\n'

testRule(rule, {
  valid: [
    app('    runtime: nvidia\n    environment: [NVIDIA_VISIBLE_DEVICES=all]\n'),
    app('    runtime: nvidia\n    gpus: all\n'),
    app(
      '    runtime: nvidia\n    deploy: { resources: { reservations: { devices: [{ count: 1, capabilities: [gpu] }] } } }\n',
    ),
    app('    runtime: ${RUNTIME:-nvidia}\n'),
    app('    runtime: runc\n'),
    {
      name: 'the image sets it',
      text: app('    runtime: nvidia\n').replace('python:3.11-slim', 'nvidia/cuda:12.4.1-base-ubuntu22.04'),
    },
    {
      name: 'an image that is not known',
      text: app('    runtime: nvidia\n').replace('python:3.11-slim', 'me/worker:1'),
    },
    { name: 'a variable of the shell', text: app('    runtime: nvidia\n    environment: [NVIDIA_VISIBLE_DEVICES]\n') },
    {
      name: 'a file of variables',
      text: app('    runtime: nvidia\n    env_file: gpu.env\n'),
      files: { 'gpu.env': 'NVIDIA_VISIBLE_DEVICES=0\n' },
    },
    { name: 'a file of variables that is not there', text: app('    runtime: nvidia\n    env_file: gpu.env\n') },
    { name: 'the Dockerfile sets it', text: plain(built()), ...dockerfile(`${slim}ENV NVIDIA_VISIBLE_DEVICES=all\n`) },
    {
      name: 'an earlier stage sets it',
      text: plain(built()),
      ...dockerfile('FROM ubuntu:22.04 AS a\nENV NVIDIA_VISIBLE_DEVICES all\nFROM a\n'),
    },
    { name: 'the base sets it', text: plain(built()), ...dockerfile('FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n') },
    { name: 'a base that is not known', text: plain(built()), ...dockerfile('FROM me/base\n') },
    {
      name: 'the base is an argument of the build',
      text: 'services:\n  app:\n    build: { context: ., args: { BASE: "nvidia/cuda:12.4.1-base-ubuntu22.04" } }\n    runtime: nvidia\n',
      ...dockerfile('ARG BASE=ubuntu:22.04\nFROM ${BASE}\n'),
    },
    { name: 'no Dockerfile in sight', text: plain(built()) },
    { name: 'an overlay', text: 'services:\n  app:\n    runtime: nvidia\n' },
    { name: 'a template', text: `${app('    runtime: nvidia\n')}  b:\n    extends: app\n    gpus: all\n` },
    { name: 'CDI devices', text: app('    runtime: nvidia\n    devices: ["nvidia.com/gpu=0"]\n') },
    {
      name: 'the override file sets it',
      text: app('    runtime: nvidia\n'),
      files: { 'docker-compose.override.yml': 'services:\n  app:\n    environment: { NVIDIA_VISIBLE_DEVICES: "0" }\n' },
    },
  ],
  invalid: [
    {
      text: built(),
      ...dockerfile(slim),
      message: 'built',
      severity: 'warning',
      says: ['the service app', 'python:3.11-slim'],
      fixed:
        'services:\n  app:\n    build: .\n    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: all\n',
    },
    {
      name: 'an image, with variables as a list',
      text: app('    runtime: ⟦"nvidia"⟧ # GPU\n    environment:\n      - HF_HOME=/models\n'),
      message: 'pulled',
      fixed: app(
        '    runtime: "nvidia" # GPU\n    environment:\n      - HF_HOME=/models\n      - NVIDIA_VISIBLE_DEVICES=all\n',
      ),
    },
    {
      name: 'through a merge key',
      text: 'x-gpu: &gpu\n  runtime: ⟦nvidia⟧\nservices:\n  app:\n    <<: *gpu\n    image: ubuntu:22.04\n    environment: { A: b }\n',
      message: 'pulled',
      fixed:
        'x-gpu: &gpu\n  runtime: nvidia\nservices:\n  app:\n    <<: *gpu\n    image: ubuntu:22.04\n    environment: { A: b, NVIDIA_VISIBLE_DEVICES: all }\n',
    },
    {
      name: 'the target of a build',
      text: 'services:\n  app:\n    build: { context: ., target: run }\n    runtime: ⟦nvidia⟧\n',
      ...dockerfile(
        'FROM nvidia/cuda:12.4.1-devel-ubuntu22.04 AS make\nRUN make\nFROM debian:12-slim AS run\nCOPY --from=make /app /app\n',
      ),
      message: 'built',
      says: ['debian:12-slim'],
      fixed:
        'services:\n  app:\n    build: { context: ., target: run }\n    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: all\n',
    },
    {
      name: 'set in the override file',
      text: 'services:\n  ⟦app⟧:\n    image: python:3.11\n',
      files: { 'compose.override.yaml': 'services:\n  app:\n    runtime: nvidia\n' },
      message: 'pulled',
      fixed: 'services:\n  app:\n    image: python:3.11\n    environment:\n      NVIDIA_VISIBLE_DEVICES: all\n',
    },
  ],
})
