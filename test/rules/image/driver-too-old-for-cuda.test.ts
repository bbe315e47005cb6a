import rule from '../../../src/rules/image/driver-too-old-for-cuda'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (image: string, rest = reserve()) => serviceOf(`image: ${image}\n${rest}`)
const old = { driver: '545.29.06', engine: '28.5.2' }
const CUDA = 'nvidia/cuda:12.8.1-base-ubuntu22.04'

testRule(rule, {
  valid: [
    { name: 'no driver named', text: app(CUDA), target: { engine: '28.5.2', gpus: ['RTX 4090'] } },
    { name: 'a driver that is none', text: app(CUDA), target: { driver: 'banana' } },
    { name: 'new enough', text: app(CUDA), target: { driver: '570.124.06', gpus: ['RTX 4090'] } },
    { name: 'the first driver of the minor', text: app(CUDA), target: { driver: '570.86', gpus: ['RTX 4090'] } },
    { name: 'a newer driver', text: app('nvidia/cuda:11.8.0-base-ubuntu22.04'), target: { driver: '610.43.02' } },
    { name: 'a branch that the image takes, cards not known', text: app(CUDA), target: { driver: '535.183.01' } },
    {
      name: 'a branch that the image takes on data-centre cards',
      text: app(CUDA),
      target: { driver: '535.183.01', engine: '28.5.2', gpus: ['NVIDIA A100-SXM4-80GB'] },
    },
    {
      name: 'one of the cards may pass',
      text: app(CUDA),
      target: { driver: '535.183.01', gpus: ['RTX 4090', 'RTX A6000'] },
    },
    {
      name: 'CUDA 12.4.1 takes branch 535 on GeForce too',
      text: app('nvidia/cuda:12.4.1-base-ubuntu22.04'),
      target: { driver: '535.183.01', gpus: ['RTX 4090'] },
    },
    { name: 'no GPU asked for', text: app(CUDA, 'command: nvcc --version'), target: old },
    {
      name: 'the check is turned off',
      text: app(CUDA, `environment: [NVIDIA_DISABLE_REQUIRE=1]\n${reserve()}`),
      target: old,
    },
    { name: 'an env_file that is not there', text: app(CUDA, `env_file: .env.gpu\n${reserve()}`), target: old },
    {
      name: 'CDI makes no check, CUDA 12 runs from 525 on',
      text: app(CUDA, 'devices: [nvidia.com/gpu=all]'),
      target: old,
    },
    {
      name: 'the runtime of toolkit 1.18 is CDI',
      text: app(CUDA, 'runtime: nvidia'),
      target: { driver: '545.29.06', toolkit: '1.18.0' },
    },
    { name: 'WSL2: the check is not judged', text: app(CUDA), target: { driver: '546.33', platform: 'wsl2' } },
    { name: 'Jetson has drivers of its own', text: app(CUDA), target: { driver: '540.3.0', platform: 'jetson' } },
    { name: 'a CUDA that is not known', text: app('nvidia/cuda:12.99.0-base-ubuntu22.04'), target: old },
    { name: 'a variable', text: app('nvidia/cuda:${TAG}'), target: old },
    { name: "somebody else's image", text: app('example/app:cuda12.8'), target: old },
    { name: 'minor version compatibility', text: app('pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime'), target: old },
    {
      name: 'only compiled on',
      text: `FROM ${CUDA} AS build\nRUN make\nFROM ubuntu:22.04\nCOPY --from=build /app /app\n`,
      target: old,
    },
    { name: 'the check is off in the image', text: `FROM ${CUDA}\nENV NVIDIA_DISABLE_REQUIRE=true\n`, target: old },
    {
      name: 'the service that builds it has no GPU',
      text: `FROM ${CUDA}\nRUN make\n`,
      files: { 'docker-compose.yml': 'services:\n  app:\n    build: .\n' },
      target: old,
    },
    {
      name: 'the service that builds it names another CUDA',
      text: 'ARG CUDA=12.8.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\n',
      files: {
        'docker-compose.yml':
          'services:\n  app:\n    build:\n      context: .\n      args: { CUDA: 12.2.2 }\n    gpus: all\n',
      },
      target: old,
    },
    {
      name: 'no GPU',
      path: 'pod.yaml',
      text: `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${CUDA}\n`,
      target: old,
    },
    {
      name: 'Triton on a data-centre card',
      text: app('nvcr.io/nvidia/tritonserver:23.08-py3'),
      target: { driver: '525.85.12', gpus: ['T4'] },
    },
    {
      name: 'Triton releases whose notes are not known',
      text: app('nvcr.io/nvidia/tritonserver:23.10-py3'),
      target: { driver: '470.57', gpus: ['RTX 4090'] },
    },
  ],
  invalid: [
    {
      text: app('⟦nvidia/cuda:12.8.1-base-ubuntu22.04⟧ # latest we tested'),
      message: 'start',
      severity: 'error',
      target: old,
      says: ['545.29.06', 'CUDA 12.8, which is driver 570 or later (or of the branches 470, 535, 550, 560, 565)'],
      fixed: app('nvidia/cuda:12.3.2-base-ubuntu22.04 # latest we tested'),
      offers: {
        'Turn the check off (NVIDIA_DISABLE_REQUIRE=true)': `${app('nvidia/cuda:12.8.1-base-ubuntu22.04 # latest we tested')}    environment:\n      NVIDIA_DISABLE_REQUIRE: "true"\n`,
      },
    },
    {
      name: 'GeForce is not among the cards that older branches pass on',
      text: app('⟦nvidia/cuda:12.8.1-base-ubuntu22.04⟧', 'gpus: all'),
      message: 'start',
      severity: 'warning',
      target: { driver: '535.183.01', gpus: ['RTX 4090', 'GeForce RTX 3090'] },
      says: ['but not on GeForce cards'],
      fixed: app('nvidia/cuda:12.2.2-base-ubuntu22.04', 'gpus: all'),
    },
    {
      name: 'Engine 29.2 may go through CDI: no error',
      text: app('⟦nvcr.io/nvidia/cuda:12.9.1-devel-ubuntu22.04⟧'),
      message: 'start',
      severity: 'warning',
      target: { driver: '545.29.06', engine: '29.2.0' },
      fixed: app('nvcr.io/nvidia/cuda:12.3.2-devel-ubuntu22.04'),
    },
    {
      name: 'the runtime of an older toolkit',
      text: app('⟦"nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04"⟧', 'runtime: nvidia')
        .replace('⟦"', '"⟦')
        .replace('"⟧', '⟧"'),
      message: 'start',
      severity: 'error',
      target: { driver: '545', toolkit: '1.17.8' },
      fixed: `${app('"nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04"', 'runtime: nvidia')}    environment:\n      NVIDIA_DISABLE_REQUIRE: "true"\n`,
    },
    {
      name: 'a Dockerfile, with the service that builds it',
      text: 'ARG TAG=12.8.1-runtime-ubuntu22.04\nFROM ⟦nvidia/cuda:${TAG}⟧ AS base\nFROM base\nCMD ["python3", "app.py"]\n',
      files: { 'docker-compose.yml': 'services:\n  app:\n    build: .\n    gpus: all\n' },
      message: 'start',
      severity: 'error',
      target: { driver: '550.54', engine: '28.5', gpus: ['RTX 3060'] },
      fixed:
        'ARG TAG=12.4.1-runtime-ubuntu22.04\nFROM nvidia/cuda:${TAG} AS base\nFROM base\nCMD ["python3", "app.py"]\n',
    },
    {
      name: 'a Dockerfile alone',
      text: 'FROM ⟦nvidia/cuda:13.0.0-runtime-ubuntu22.04⟧\n',
      message: 'start',
      severity: 'warning',
      target: { driver: '560.35' },
      fixed: null,
    },
    {
      name: 'below the minimum of the major, without the check',
      text: app('⟦nvidia/cuda:12.2.2-base-ubuntu22.04⟧', 'devices:\n  - nvidia.com/gpu=all'),
      message: 'program',
      severity: 'error',
      target: { driver: '515.65.01' },
      says: ['525'],
      fixed: null,
    },
    {
      name: 'a framework image',
      text: app('⟦pytorch/pytorch:2.1.0-cuda12.1-cudnn8-runtime⟧'),
      message: 'program',
      severity: 'error',
      target: { driver: '470.199.02' },
      fixed: null,
    },
    {
      name: 'WSL2: below the minimum of the major',
      text: app('⟦nvidia/cuda:13.0.0-base-ubuntu22.04⟧'),
      message: 'program',
      target: { driver: '566.03', platform: 'wsl2/amd64', gpus: ['RTX 4070'] },
      fixed: null,
    },
    {
      name: 'Triton',
      text: app('⟦nvcr.io/nvidia/tritonserver:23.08-py3⟧'),
      message: 'triton',
      severity: 'warning',
      target: { driver: '525.85.12', gpus: ['RTX 4090'] },
      says: ['CUDA 12.2.1', '535 or later, and take older branches on data-centre cards only'],
      fixed: null,
    },
    {
      name: 'Triton, a branch that no card does with',
      text: app('⟦nvcr.io/nvidia/tritonserver:24.01-py3⟧'),
      message: 'triton',
      target: { driver: '515.65' },
      fixed: null,
    },
    {
      name: 'Kubernetes',
      path: 'pod.yaml',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: ⟦nvidia/cuda:12.8.1-base-ubuntu22.04⟧\n      resources: { limits: { nvidia.com/gpu: 1 } }\n',
      message: 'start',
      severity: 'warning',
      target: { driver: '545.29.06' },
      fixed:
        'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: nvidia/cuda:12.3.2-base-ubuntu22.04\n      resources: { limits: { nvidia.com/gpu: 1 } }\n',
    },
  ],
})
