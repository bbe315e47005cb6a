import rule from '../../../src/rules/compose/nvml-lost-after-daemon-reload'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: ollama/ollama:0.12.3\n${lines}`)
const marked = (request?: string) => reserve(request).replace('nvidia', '⟦nvidia⟧')
const ALWAYS = 'restart: unless-stopped'
const docker = { engine: '28.5.2' }
const NODES = '/dev/nvidia0, /dev/nvidiactl, /dev/nvidia-uvm'

const server = `services:
  ollama:
    image: ollama/ollama:0.12.3
    container_name: ollama
    restart: always
    ports: ["11434:11434"]
    volumes:
      - models:/root/.ollama
    deploy:
      resources:
        limits:
          cpus: "8"
        reservations:
          devices:
            - driver: ⟦nvidia⟧
              count: 1
              capabilities: [gpu]
volumes:
  models:
`

testRule(rule, {
  valid: [
    app(`${ALWAYS}\n${reserve()}`),
    { name: 'an engine that may use CDI', text: app(`${ALWAYS}\n${reserve()}`), target: { engine: '29.2.0' } },
    { name: 'not for long', text: app(reserve()), target: docker },
    { name: 'only on failure', text: app(`restart: on-failure\n${reserve()}`), target: docker },
    { name: 'CDI', text: app(`${ALWAYS}\ndevices: [nvidia.com/gpu=all]`), target: docker },
    { name: 'the nodes are listed', text: app(`${ALWAYS}\n${reserve()}\ndevices: [${NODES}]`), target: docker },
    {
      name: 'device rules',
      text: app(`${ALWAYS}\n${reserve()}\ndevice_cgroup_rules: ["c 195:* rmw"]`),
      target: docker,
    },
    { name: 'privileged', text: app(`${ALWAYS}\n${reserve()}\nprivileged: true`), target: docker },
    {
      name: 'a runtime with CDI of its own',
      text: app(`${ALWAYS}\nruntime: nvidia`),
      target: { ...docker, toolkit: '1.18.0' },
    },
    { name: 'a toolkit that is not said', text: app(`${ALWAYS}\nruntime: nvidia`), target: docker },
    { name: 'WSL2', text: app(`${ALWAYS}\n${reserve()}`), target: { ...docker, platform: 'wsl2' } },
    { name: 'Podman', text: app(`${ALWAYS}\n${reserve()}`), target: { engine: 'podman 5.2.0' } },
    { name: 'no GPU', text: app(ALWAYS), target: docker },
    { name: 'a restart that a variable names', text: app(`restart: \${RESTART}\n${reserve()}`), target: docker },
    { name: 'nodes of a GPU that CDI does not name', text: app(`devices: [nvidia.com/gpu=1, ${NODES}]`) },
    {
      name: 'nodes of a GPU that the variable does not choose',
      text: app(`runtime: nvidia\nenvironment: { NVIDIA_VISIBLE_DEVICES: 1 }\ndevices: [${NODES}]`),
      target: { toolkit: '1.19.0' },
    },
    { name: 'a node for displays', text: app('devices: [nvidia.com/gpu=all, /dev/nvidia-modeset]') },
    {
      name: 'the nodes help the hook',
      text: app(`runtime: nvidia\ndevices: [${NODES}]`),
      target: { toolkit: '1.17.4' },
    },
    {
      name: 'an image for GPUs of AMD',
      text: serviceOf(`image: rocm/pytorch:latest\n${ALWAYS}\ngpus: all`),
      target: docker,
    },
  ],
  invalid: [
    {
      text: app(`${ALWAYS} # a server\n${marked()}`),
      message: 'lost',
      severity: 'info',
      target: docker,
      says: ['restart: unless-stopped', 'Docker Engine 28.5.2'],
      fixed: app(`${ALWAYS} # a server\ndevices: [nvidia.com/gpu=all]`),
    },
    {
      name: 'a whole file, and two repairs',
      text: server,
      message: 'lost',
      target: { ...docker, compose: '2.40.3', gpus: ['RTX 3060'] },
      fixed: server
        .replace(/\n {8}reservations:[\s\S]*?\[gpu\]/, '')
        .replace('0.12.3\n', '0.12.3\n    devices: [nvidia.com/gpu=0]\n'),
      offers: {
        'Add the device nodes': server
          .replace(/[⟦⟧]/g, '')
          .replace(
            '\nvolumes:',
            '\n    devices: [/dev/nvidia0, /dev/nvidiactl, /dev/nvidia-uvm, /dev/nvidia-uvm-tools]\nvolumes:',
          ),
      },
    },
    {
      name: 'CDI may be off: only the nodes, of the GPUs that are chosen',
      text: app(`${ALWAYS}\ndevices:\n  - /dev/snd\n${marked('device_ids: ["1"]')}`),
      message: 'lost',
      target: { engine: 'Docker version 26.1.5' },
      fixed: app(
        `${ALWAYS}\ndevices:\n  - /dev/snd\n  - /dev/nvidia1\n  - /dev/nvidiactl\n  - /dev/nvidia-uvm\n  - /dev/nvidia-uvm-tools\n${reserve('device_ids: ["1"]')}`,
      ),
    },
    {
      name: 'a variable chooses: no nodes',
      text: app(`${ALWAYS}\n${marked('device_ids: ["${GPU:-0}"]')}`),
      message: 'lost',
      target: { engine: '27.0.3' },
      fixed: null,
    },
    {
      name: 'a runtime of an older toolkit',
      text: app(`${ALWAYS}\nruntime: ⟦nvidia⟧`),
      message: 'lost',
      target: { toolkit: '1.17.4' },
      says: ['container toolkit 1.17.4'],
      fixed: null,
    },
    {
      name: 'nodes beside CDI',
      text: app(
        'devices:\n  - nvidia.com/gpu=all\n  - ⟦/dev/nvidia0⟧ # against NVML errors\n  - /dev/nvidiactl\n  - /dev/nvidia-uvm',
      ),
      message: 'obsolete',
      severity: 'info',
      fixed: app('devices:\n  - nvidia.com/gpu=all'),
    },
    {
      name: 'nodes beside a runtime that uses CDI',
      text: app('runtime: nvidia\ndevices: [⟦/dev/nvidia0⟧, /dev/nvidiactl, /dev/nvidia-uvm]'),
      message: 'obsolete',
      target: { toolkit: '1.18.0' },
      fixed: app('runtime: nvidia'),
    },
  ],
})
