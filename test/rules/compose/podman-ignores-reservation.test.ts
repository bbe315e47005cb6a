import rule from '../../../src/rules/compose/podman-ignores-reservation'
import { testRule } from '../../support/rule-tester'
import { entryOf, reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const marked = (request = 'count: all') => reserve(request).replace('nvidia', '⟦nvidia⟧')
const podman = { engine: 'podman 5.6.0', compose: '2.40.3' }
const cdiDriver =
  'deploy:\n  resources:\n    reservations:\n      devices:\n        - driver: ⟦cdi⟧\n          device_ids: ["nvidia.com/gpu=0"]\n          capabilities: [gpu]'
const plain = (text: string) => text.replace(/[⟦⟧]/g, '')

const server = `# The model server and its database.
x-logging: &logging
  driver: json-file
services:
  db:
    image: postgres:16
    volumes:
      - db:/var/lib/postgresql/data
  llm:
    image: vllm/vllm-openai:v0.6.3 # pinned
    command: --model mistralai/Mistral-7B-Instruct-v0.3
    logging: *logging
    ports: ["8000:8000"]
    deploy:
      replicas: 1
      resources:
        limits:
          memory: 24g
        reservations:
          devices:
            - driver: ⟦nvidia⟧
              device_ids: ["0", "1"]
              capabilities: [gpu]
    restart: unless-stopped
volumes:
  db:
`

testRule(rule, {
  valid: [
    app(reserve()),
    { name: 'Docker', text: app(reserve()), target: { engine: '28.5.2', compose: '2.40.3' } },
    { name: 'a Docker of which only the name is missing', text: app(reserve()), target: { compose: '2.40.3' } },
    { name: 'CDI devices', text: app('devices: [nvidia.com/gpu=all]'), target: podman },
    { name: 'driver cdi from Podman 5.4 on', text: app(plain(cdiDriver)), target: podman },
    { name: 'driver cdi, version not said', text: app(plain(cdiDriver)), target: { engine: 'podman' } },
    {
      name: 'podman-compose translates it',
      text: app(reserve('count: 2')),
      target: { engine: 'podman 5.2.0', compose: 'podman-compose 1.2.0' },
    },
    {
      name: 'a podman-compose of unknown version',
      text: app('gpus: all'),
      target: { engine: 'podman', compose: 'podman-compose' },
    },
    {
      name: 'a podman-compose newer than those known',
      text: app('gpus: all'),
      target: { compose: 'podman-compose 2.0' },
    },
    { name: 'another maker', text: app(reserve().replace('nvidia', 'amd')), target: podman },
    {
      name: 'a driver from a variable',
      text: app(reserve().replace('driver: nvidia', 'driver: ${D}')),
      target: podman,
    },
    { name: 'taken away', text: app('deploy: !reset null'), target: podman },
    { name: 'no GPU', text: app('devices: [/dev/fuse]'), target: podman },
    {
      name: 'the request of a file that it extends is told there',
      text: serviceOf('extends: { file: base.yml, service: gpu }\nimage: example/a:1'),
      files: { 'base.yml': serviceOf(reserve(), 'gpu') },
      target: podman,
    },
    {
      name: 'CDI devices by podman-compose',
      text: app('devices: [nvidia.com/gpu=all]'),
      target: { engine: 'podman 4.9.3', compose: 'podman-compose 1.0.6' },
    },
    {
      name: 'CDI devices of a Compose that hands them on as paths',
      text: app('devices: [nvidia.com/gpu=all]'),
      target: { engine: 'podman 4.9.3', compose: '2.26.1' },
    },
    {
      name: 'an image for GPUs of Intel',
      text: serviceOf('image: vllm/vllm-openai-xpu:v0.30.0\ngpus: all'),
      target: podman,
    },
  ],
  invalid: [
    {
      text: app(marked()),
      message: 'api',
      severity: 'error',
      target: podman,
      fixed: serviceOf(
        'image: nvidia/cuda:12.4.1-base-ubuntu22.04\nsecurity_opt: [label=disable]\ndevices: [nvidia.com/gpu=all]',
      ),
    },
    {
      name: 'a whole file: the rest of deploy stays',
      text: server,
      message: 'api',
      target: podman,
      fixed: plain(server)
        .replace(/\n {8}reservations:[\s\S]*?\[gpu\]/, '')
        .replace(' # pinned\n', ' # pinned\n    security_opt: [label=disable]\n')
        .replace('-v0.3\n', '-v0.3\n    devices: [nvidia.com/gpu=0, nvidia.com/gpu=1]\n'),
    },
    {
      name: 'gpus, and only the engine is said',
      text: app('gpus: ⟦all⟧\nsecurity_opt: ["no-new-privileges:true"]'),
      message: 'either',
      severity: 'warning',
      target: { engine: 'podman' },
      says: ['the service app', 'podman-compose 1.2'],
      fixed: app('devices: [nvidia.com/gpu=all]\nsecurity_opt: ["no-new-privileges:true", "label=disable"]'),
    },
    {
      name: 'an overlay with nothing else, and a variable that stays one',
      text: serviceOf(marked("device_ids: ['${GPU:-0}']")),
      message: 'api',
      target: podman,
      fixed: serviceOf('devices: ["nvidia.com/gpu=${GPU:-0}"]'),
    },
    {
      name: 'a count from a variable: no repair',
      text: app(marked('count: ${COUNT:-1}')),
      message: 'api',
      target: podman,
      fixed: null,
    },
    {
      name: 'gpus as a list, in flow style',
      text: 'services: { a: { image: example/a:1, gpus: [{ ⟦capabilities⟧: [gpu], device_ids: ["1"] }] } }\n',
      message: 'api',
      target: podman,
      fixed: 'services: { a: { image: example/a:1, security_opt: [label=disable], devices: [nvidia.com/gpu=1] } }\n',
    },
    {
      name: 'an old podman-compose',
      text: app(`devices:\n  - /dev/fuse # for mounts\n${marked('count: 2')}`),
      message: 'reader',
      severity: 'error',
      target: { compose: 'podman-compose version 1.0.6' },
      says: ['podman-compose 1.0.6', 'came with 1.2'],
      fixed: app(
        'security_opt: [label=disable]\ndevices:\n  - /dev/fuse # for mounts\n  - nvidia.com/gpu=0\n  - nvidia.com/gpu=1',
      ),
    },
    {
      name: 'podman-compose needs the name of the driver',
      text: app(
        'deploy:\n  resources:\n    reservations:\n      devices:\n        - count: 1\n          ⟦capabilities⟧: [gpu]',
      ),
      message: 'reader',
      target: { engine: 'podman 5.2.0', compose: 'podman-compose 1.5.0' },
      says: ['only reservations with driver: nvidia'],
      fixed: app('security_opt: [label=disable]\ndevices: [nvidia.com/gpu=0]'),
    },
    {
      name: 'CDI devices on a Podman before 5.4',
      text: app('devices:\n  - ⟦nvidia.com/gpu=all⟧'),
      message: 'cdi',
      severity: 'error',
      target: { engine: 'podman 4.9.3', compose: '2.37.1' },
      says: ['"nvidia.com/gpu=all"', '4.9.3'],
      fixed: null,
    },
    {
      name: 'driver cdi on a Podman before 5.4',
      text: app(cdiDriver),
      message: 'cdi',
      target: { engine: 'podman 5.2.0' },
      fixed: null,
    },
    {
      name: 'no repair that this host would drop: CDI devices need Podman 5.4, too',
      text: app(marked()),
      message: 'api',
      target: { engine: 'podman 4.9.3', compose: '2.37.1' },
      fixed: null,
    },
    {
      name: 'two services by one anchor',
      text: `x-gpu: &gpu\n  resources:\n    reservations:\n      devices:\n        - driver: ⟦nvidia⟧\n          count: all\n          capabilities: [gpu]\n${serviceOf('image: example/a:1\ndeploy: *gpu', 'a')}${entryOf('image: example/b:1\ndeploy: *gpu', 'b')}`,
      message: 'api',
      target: podman,
      fixed: null,
    },
  ],
})
