import rule from '../../../src/rules/compose/jetson-needs-runtime'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const L4T = 'image: nvcr.io/nvidia/l4t-pytorch:r35.2.1-pth2.0-py3'
const marked = reserve().replace('nvidia', '⟦nvidia⟧')
const target = { platform: 'jetson' }

const robot = `services:
  broker:
    image: eclipse-mosquitto:2
  vision:
    build:
      context: .
      dockerfile: Dockerfile.vision
    network_mode: host
    environment:
      - DISPLAY=:0
    deploy:
      restart_policy:
        condition: on-failure
      resources:
        reservations:
          devices:
            - driver: ⟦nvidia⟧ # the GPU of the Orin
              count: all
              capabilities: [gpu]
    volumes:
      - ./models:/models
`

testRule(rule, {
  valid: [
    serviceOf(`${L4T}\nruntime: nvidia`),
    serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${reserve()}`),
    { name: 'runtime beside the request', text: serviceOf(`${L4T}\nruntime: nvidia\n${reserve()}`), target },
    { name: 'the runtime of a variable', text: serviceOf(`${L4T}\nruntime: \${RUNTIME}\n${reserve()}`), target },
    {
      name: 'an Arm server',
      text: serviceOf(`image: example/a:1\nplatform: linux/arm64\n${reserve()}`),
      target: { platform: 'linux/arm64' },
    },
    {
      name: 'another platform: told by jetson-wrong-base',
      text: serviceOf(`${L4T}\n${reserve()}`),
      target: { platform: 'linux' },
    },
    { name: 'another image on a Jetson', text: serviceOf('image: redis:7'), target },
    { name: 'privileged', text: serviceOf(`${L4T}\nprivileged: true`), target },
    {
      name: 'the driver is mounted by hand',
      text: serviceOf(`${L4T}\nvolumes: ["/usr/lib/aarch64-linux-gnu/tegra:/usr/lib/aarch64-linux-gnu/tegra"]`),
      target,
    },
    {
      name: 'no GPU by name: Japanese, and an Intel iGPU',
      text: serviceOf(`image: example/site-jp:igpu\n${reserve()}`),
    },
    {
      name: 'the runtime may stand in a file that cannot be read',
      text: serviceOf(`extends: { file: missing.yml, service: a }\n${L4T}\n${reserve()}`),
      target,
    },
    {
      name: 'the runtime stands in the override',
      text: serviceOf(`${L4T}\n${reserve()}`),
      files: { 'docker-compose.override.yml': serviceOf('runtime: nvidia') },
      target,
    },
    {
      name: 'the author gave the runtime to the service that needs it',
      text: `services:
  source:
    image: ghcr.io/insight-platform/savant-adapters-py-l4t:latest
  module:
    image: ghcr.io/insight-platform/savant-deepstream-l4t:latest
    runtime: nvidia
`,
    },
    {
      name: 'a camera on a Jetson may need no GPU',
      text: serviceOf('image: ghcr.io/example/adapters-gstreamer-l4t:1'),
    },
    { name: 'an image for GPUs of AMD', text: serviceOf('image: rocm/pytorch:latest\ngpus: all'), target },
  ],
  invalid: [
    {
      text: serviceOf(L4T).replace('app', '⟦app⟧'),
      message: 'missing',
      severity: 'warning',
      fixed: serviceOf(`${L4T}\nruntime: nvidia`),
    },
    {
      name: 'another service with another runtime says nothing of it',
      text: `services:\n  ⟦a⟧:\n    ${L4T}\n  b:\n    image: busybox\n    runtime: runc\n`,
      message: 'missing',
      fixed: `services:\n  a:\n    ${L4T}\n    runtime: nvidia\n  b:\n    image: busybox\n    runtime: runc\n`,
    },
    {
      text: serviceOf(`${L4T}\n${marked}`),
      message: 'request',
      severity: 'warning',
      says: ['l4t-pytorch:r35.2.1'],
      fixed: serviceOf(`${L4T}\nruntime: nvidia\nenvironment:\n  NVIDIA_VISIBLE_DEVICES: all`),
    },
    {
      name: 'a whole file: the base of the build is for Jetson',
      text: robot,
      files: { 'Dockerfile.vision': 'ARG R=r36.4.0\nFROM dustynv/l4t-pytorch:${R}\nCOPY . /app\n' },
      message: 'request',
      says: ['The service vision', 'dustynv/l4t-pytorch:r36.4.0'],
      fixed: robot
        .replace(/ {6}resources:[\s\S]*?\[gpu\]\n/, '')
        .replace('.vision\n', '.vision\n    runtime: nvidia\n')
        .replace('DISPLAY=:0\n', 'DISPLAY=:0\n      - NVIDIA_VISIBLE_DEVICES=all\n'),
    },
    {
      name: 'the target says it, in flow style',
      text: 'services: { a: { image: example/a:1, gpus: ⟦all⟧, environment: { NVIDIA_VISIBLE_DEVICES: all } } }\n',
      message: 'request',
      target: { platform: 'jetson/arm64' },
      says: ['platform: jetson'],
      fixed: 'services: { a: { image: example/a:1, runtime: nvidia, environment: { NVIDIA_VISIBLE_DEVICES: all } } }\n',
    },
    {
      name: 'the name of the file says it',
      path: 'docker-compose.jetson.yml',
      text: serviceOf(`image: example/ros:humble\n${marked}\nshm_size: 1g`),
      message: 'request',
      says: ['docker-compose.jetson.yml'],
      fixed: serviceOf(
        `image: example/ros:humble\nruntime: nvidia\nshm_size: 1g\nenvironment:\n  NVIDIA_VISIBLE_DEVICES: all`,
      ),
    },
    {
      name: 'an image of NVIDIA for the integrated GPU',
      text: serviceOf(`image: nvcr.io/nvidia/tritonserver:24.05-py3-igpu\ngpus:\n  - driver: ⟦nvidia⟧`),
      message: 'request',
      fixed: serviceOf(
        `image: nvcr.io/nvidia/tritonserver:24.05-py3-igpu\nruntime: nvidia\nenvironment:\n  NVIDIA_VISIBLE_DEVICES: all`,
      ),
    },
    {
      text: serviceOf('image: blakeblackshear/frigate:stable-tensorrt-jp6 # Orin\nshm_size: 256mb').replace(
        'app',
        '⟦app⟧',
      ),
      message: 'missing',
      target,
      fixed: serviceOf('image: blakeblackshear/frigate:stable-tensorrt-jp6 # Orin\nruntime: nvidia\nshm_size: 256mb'),
    },
  ],
})
