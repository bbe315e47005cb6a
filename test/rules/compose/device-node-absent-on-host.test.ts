import rule from '../../../src/rules/compose/device-node-absent-on-host'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const wsl = { platform: 'wsl2' }
const one = { gpus: ['RTX 4090'] }
const NODES = 'devices: [/dev/nvidia0, /dev/nvidia1, /dev/nvidiactl, /dev/nvidia-uvm]'

const plex = `services:
  plex:
    image: plexinc/pms-docker:1.41.0
    network_mode: host
    environment:
      TZ: Europe/Vienna
    devices:
      - /dev/dri:/dev/dri # Intel
      - ⟦/dev/nvidia0:/dev/nvidia0⟧
      - /dev/nvidiactl:/dev/nvidiactl
      - /dev/nvidia-uvm:/dev/nvidia-uvm
      - /dev/nvidia-modeset:/dev/nvidia-modeset
    volumes:
      - ./config:/config
    restart: unless-stopped
`

testRule(rule, {
  valid: [
    app(NODES),
    { name: 'as many as there are', text: app(NODES), target: { gpus: ['A10', 'A10'] } },
    { name: 'control nodes', text: app('devices: [/dev/nvidiactl, /dev/nvidia-modeset]'), target: one },
    { name: 'MIG', text: app('devices: [/dev/nvidia-caps/nvidia-cap21]'), target: one },
    { name: 'Jetson', text: app(NODES), target: { ...one, platform: 'jetson' } },
    { name: 'the node of WSL2', text: app('devices: [/dev/dxg]'), target: wsl },
    { name: 'CDI on WSL2', text: app('devices: [nvidia.com/gpu=all]'), target: wsl },
    { name: 'a variable', text: app('devices: ["/dev/nvidia${N}"]'), target: one },
    { name: 'a number inside the container', text: app('devices: ["/dev/nvidia0:/dev/nvidia3"]'), target: one },
    {
      name: 'the service of another file',
      text: serviceOf('extends: { file: base.yml, service: gpu }\nimage: example/a:1'),
      files: { 'base.yml': serviceOf(NODES, 'gpu') },
      target: wsl,
    },
  ],
  invalid: [
    {
      text: app(NODES.replace('/dev/nvidia1', '⟦/dev/nvidia1⟧')),
      message: 'index',
      severity: 'error',
      target: one,
      says: ['has one GPU', 'no /dev/nvidia1'],
      fixed: app(NODES.replace(' /dev/nvidia1,', '')),
    },
    {
      name: 'WSL2 beside a request',
      text: app(`devices:\n  - /dev/snd\n  - ⟦/dev/nvidia0⟧ # the GPU\n  - /dev/nvidiactl\n${reserve()}`),
      message: 'wsl',
      severity: 'error',
      target: wsl,
      says: ['the GPU request is enough'],
      fixed: app(`devices:\n  - /dev/snd\n${reserve()}`),
    },
    {
      name: 'a whole file on WSL2, without a request',
      text: plex,
      message: 'wsl',
      target: { ...wsl, gpus: ['RTX 3060'] },
      fixed: `${plex.replace(/ {6}- ⟦?\/dev\/nvidia.*\n/g, '')}    ${reserve().replaceAll('\n', '\n    ')}\n`,
    },
    {
      name: 'the long form',
      text: app('devices:\n  - source: ⟦/dev/nvidia2⟧\n    target: /dev/nvidia0\n  - /dev/nvidiactl'),
      message: 'index',
      target: { gpus: ['T4', 'T4'] },
      fixed: app('devices:\n  - /dev/nvidiactl'),
    },
    {
      name: 'a list by alias: no repair',
      text: 'x-nodes: &nodes [⟦/dev/nvidia0⟧, /dev/nvidiactl]\nservices:\n  a: { image: example/a:1, runtime: nvidia, devices: *nodes }\n  b: { image: example/b:1, runtime: nvidia, devices: *nodes }\n',
      message: 'wsl',
      target: wsl,
      fixed: null,
    },
  ],
})
