import rule from '../../../src/rules/compose/driver-caps-missing-video-graphics'
import { testRule } from '../../support/rule-tester'

const FRIGATE = 'ghcr.io/blakeblackshear/frigate:0.16.2-tensorrt'
const reserve = (capabilities: string): string =>
  `    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: 1\n              capabilities: ${capabilities}\n`
const app = (image: string, rest: string): string => `services:\n  video:\n    image: ${image}\n${rest}`
const encode = '    command: ffmpeg -i in.mp4 -c:v h264_nvenc out.mp4\n'
const CUDA = 'nvidia/cuda:12.4.1-runtime-ubuntu22.04'

testRule(rule, {
  valid: [
    app(FRIGATE, reserve('[gpu]')),
    app(FRIGATE, reserve('[gpu, compute, utility, video]')),
    { name: 'what the image sets is not known', text: app('linuxserver/ffmpeg', encode + reserve('[gpu]')) },
    {
      name: 'the variable asks for all',
      text: app(CUDA, `${encode}    environment: { NVIDIA_DRIVER_CAPABILITIES: all }\n${reserve('[gpu]')}`),
    },
    { name: 'no GPU is asked for', text: app(CUDA, encode) },
    { name: 'no video', text: app(CUDA, `    command: python train.py\n${reserve('[gpu]')}`) },
    { name: 'compute is missing too', text: app(FRIGATE, reserve('[gpu, utility]')) },
    {
      name: 'the Dockerfile sets it',
      text: `services:\n  video:\n    build: .\n    gpus: all\n${encode}`,
      files: { Dockerfile: `FROM ${CUDA}\nENV NVIDIA_DRIVER_CAPABILITIES=compute,video,utility\n` },
    },
    {
      name: 'a file of variables that is not there',
      text: app(CUDA, `${encode}    env_file: a.env\n${reserve('[gpu]')}`),
    },
    { name: 'AMD', text: app(CUDA, `${encode}    gpus: [{ driver: amd }]\n`) },
  ],
  invalid: [
    {
      text: app(FRIGATE, reserve('⟦[gpu, compute, utility]⟧')),
      message: 'listed',
      severity: 'warning',
      says: ['compute,utility only: video is missing', 'libnvidia-encode.so.1'],
      fixed: app(FRIGATE, reserve('[gpu, compute, utility, video]')),
    },
    {
      name: 'the encoder stands in the command',
      text: app(CUDA, encode + reserve('[gpu]')).replace('video:', '⟦video⟧:'),
      message: 'image',
      says: ['h264_nvenc', CUDA],
      fixed: app(
        CUDA,
        `${encode}${reserve('[gpu]')}    environment:\n      NVIDIA_DRIVER_CAPABILITIES: compute,utility,video\n`,
      ),
    },
    {
      name: 'the variable leaves it out',
      text: app(
        'jellyfin/jellyfin:10.10',
        '    runtime: nvidia\n    environment:\n      - NVIDIA_VISIBLE_DEVICES=all\n      - NVIDIA_DRIVER_CAPABILITIES=⟦compute,utility⟧\n',
      ),
      message: 'listed',
      fixed: app(
        'jellyfin/jellyfin:10.10',
        '    runtime: nvidia\n    environment:\n      - NVIDIA_VISIBLE_DEVICES=all\n      - NVIDIA_DRIVER_CAPABILITIES=compute,utility,video\n',
      ),
    },
    {
      name: 'drawing, in the Dockerfile that it builds',
      text: 'services:\n  ⟦sim⟧:\n    build: .\n    gpus: all\n    environment: [MUJOCO_GL=egl]\n',
      files: { Dockerfile: 'FROM python:3.11\nCMD ["python", "sim.py"]\n' },
      message: 'image',
      says: ['graphics', 'llvmpipe'],
      fixed:
        'services:\n  sim:\n    build: .\n    gpus: all\n    environment: [MUJOCO_GL=egl, "NVIDIA_DRIVER_CAPABILITIES=compute,utility,graphics"]\n',
    },
  ],
})
