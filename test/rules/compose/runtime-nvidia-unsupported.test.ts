import rule from '../../../src/rules/compose/runtime-nvidia-unsupported'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const RUNTIME = app('runtime: nvidia')
const versioned = (version: string, lines = 'runtime: nvidia') => `version: ${version}\n${app(lines)}`
const podman = { engine: 'podman 5.6.0', compose: '2.40.3' }

const frigate = `# Cameras with detection on the GPU
version: '3.3'
services:
  mqtt:
    image: eclipse-mosquitto:2
    ports: ["1883:1883"]
  frigate:
    container_name: frigate
    image: blakeblackshear/frigate:0.8.4-amd64nvidia
    restart: unless-stopped
    runtime: ⟦nvidia⟧   # the decoder
    environment:
      - NVIDIA_VISIBLE_DEVICES=all
      - NVIDIA_DRIVER_CAPABILITIES=compute,utility,video
    volumes:
      - /etc/localtime:/etc/localtime:ro
    shm_size: 256mb
`

testRule(rule, {
  valid: [
    RUNTIME,
    versioned('"3.8"'),
    { name: 'Docker', text: RUNTIME, target: { engine: '28.5.2', compose: '2.40.3' } },
    { name: 'from Compose 1.27 on', text: versioned('"3.8"'), target: { compose: '1.27.0' } },
    { name: 'the format 2.3', text: versioned('"2.3"'), target: { compose: 'docker-compose version 1.25.0' } },
    { name: 'no format', text: RUNTIME, target: { compose: '1.25.0' } },
    { name: 'another runtime', text: versioned('"3.8"', 'runtime: runc'), target: { compose: '1.25.0' } },
    { name: 'a variable', text: app('runtime: ${RUNTIME:-nvidia}'), target: podman },
    { name: 'Jetson', text: RUNTIME, target: { platform: 'jetson' } },
    {
      name: 'podman-compose hands it on',
      text: RUNTIME,
      target: { engine: 'podman 5.2.0', compose: 'podman-compose 1.3.0' },
    },
    { name: 'a request is told by another rule', text: app(`runtime: nvidia\n${reserve()}`), target: podman },
    { name: 'CDI devices beside it', text: app('runtime: nvidia\ndevices: [nvidia.com/gpu=all]'), target: podman },
    { name: 'no GPU', text: app('runtime: nvidia\nenvironment: { NVIDIA_VISIBLE_DEVICES: void }'), target: podman },
    { name: 'taken away', text: app('runtime: !reset null'), target: podman },
    {
      name: 'the service of another file',
      text: serviceOf('extends: { file: base.yml, service: gpu }\nimage: example/a:1'),
      files: { 'base.yml': serviceOf('runtime: nvidia', 'gpu') },
      target: podman,
    },
  ],
  invalid: [
    {
      text: frigate,
      message: 'format',
      severity: 'error',
      target: { compose: '1.25.0' },
      says: ['this one says 3.3', 'services.frigate'],
      fixed: frigate.replace("'3.3'", "'2.4'").replace(/[⟦⟧]/g, ''),
    },
    {
      text: app('runtime: ⟦nvidia⟧ # the GPU\nshm_size: 8g'),
      message: 'dropped',
      severity: 'error',
      target: podman,
      fixed: app('devices: [nvidia.com/gpu=all] # the GPU\nshm_size: 8g').replace(
        'ubuntu22.04\n',
        'ubuntu22.04\n    security_opt: [label=disable]\n',
      ),
    },
    {
      name: 'Podman alone, and a choice of GPUs',
      text: app('runtime: ⟦"nvidia"⟧\nsecurity_opt: ["label:disable"]\nenvironment:\n  - NVIDIA_VISIBLE_DEVICES=0,1'),
      message: 'either',
      severity: 'warning',
      target: { engine: 'podman' },
      fixed: app(
        'devices: [nvidia.com/gpu=0, nvidia.com/gpu=1]\nsecurity_opt: ["label:disable"]\nenvironment:\n  - NVIDIA_VISIBLE_DEVICES=0,1',
      ),
    },
    {
      name: 'the choice comes from a variable: no repair',
      text: app('runtime: ⟦nvidia⟧\nenvironment:\n  - NVIDIA_VISIBLE_DEVICES=${IDS:-0}'),
      message: 'either',
      target: { engine: 'podman 5.0' },
      fixed: null,
    },
    {
      name: 'a Podman that would drop the CDI names too: no repair',
      text: app('runtime: ⟦nvidia⟧'),
      message: 'dropped',
      target: { engine: 'podman 4.9.3', compose: '2.37.1' },
      fixed: null,
    },
    {
      name: 'deploy is of the formats 3.x: no repair',
      text: versioned('"3.7"', 'runtime: ⟦nvidia⟧\ndeploy: { replicas: 1 }'),
      message: 'format',
      target: { compose: '1.26.2' },
      fixed: null,
    },
    {
      name: 'the format 2.4 came with 1.21',
      text: versioned('"3"', 'runtime: ⟦nvidia⟧'),
      message: 'format',
      target: { compose: '1.19.0' },
      fixed: versioned('"2.3"'),
    },
    {
      name: 'before 1.19 no format has it',
      text: versioned('"2.3"', 'runtime: ⟦nvidia⟧'),
      message: 'unknown',
      severity: 'error',
      target: { compose: '1.17.1' },
      fixed: null,
    },
    {
      name: 'a merge key: one finding',
      text: `x-gpu: &gpu\n  runtime: ⟦nvidia⟧\nservices:\n  a:\n    <<: *gpu\n    image: example/a:1\n  b:\n    <<: *gpu\n    image: example/b:1\n`,
      message: 'dropped',
      target: podman,
      fixed: null,
    },
  ],
})
