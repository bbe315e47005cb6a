import rule from '../../../src/rules/dockerfile/forward-compat-804'
import { testRule } from '../../support/rule-tester'

const geforce = { driver: '535.183.01', gpus: ['RTX 4090'] }
const FROM = 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n'
const PATH = `${FROM}ENV LD_LIBRARY_PATH=/usr/local/cuda/compat:$LD_LIBRARY_PATH\n`

const service = `FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu22.04

ENV PYTHONUNBUFFERED=1 \\
    LD_LIBRARY_PATH="⟦/usr/local/cuda-12.8/compat⟧:\${LD_LIBRARY_PATH}"

RUN apt-get update \\
 && apt-get install -y --no-install-recommends python3-pip ⟦cuda-compat-12-8⟧ \\
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY . .
CMD ["python3", "serve.py"]
`

testRule(rule, {
  valid: [
    PATH,
    { name: 'data-centre cards', text: PATH, target: { driver: '535.183.01', gpus: ['A100', 'A100'] } },
    { name: 'one of them is no GeForce', text: PATH, target: { driver: '535.183.01', gpus: ['RTX 4090', 'L40S'] } },
    { name: 'cards that are not named', text: PATH, target: { driver: '535.183.01' } },
    { name: 'a driver that knows the CUDA', text: PATH, target: { driver: '550.54.15', gpus: ['RTX 4090'] } },
    { name: 'a driver that is not said', text: PATH, target: { gpus: ['RTX 4090'] } },
    { name: 'WSL2', text: PATH, target: { ...geforce, platform: 'wsl2' } },
    {
      name: 'a base of unknown CUDA',
      text: 'FROM example/base:1\nENV LD_LIBRARY_PATH=/usr/local/cuda/compat\n',
      target: geforce,
    },
    { name: 'another directory', text: `${FROM}ENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n`, target: geforce },
    {
      name: 'an older package',
      text: `${FROM}RUN apt-get update && apt-get install -y cuda-compat-11-8\n`,
      target: geforce,
    },
    {
      name: 'a stage to copy from',
      text: `${PATH.replace('22.04\n', '22.04 AS b\n')}FROM ubuntu:22.04\nCOPY --from=b /x /x\n`,
      target: geforce,
    },
  ],
  invalid: [
    {
      text: PATH.replace('/usr/local/cuda/compat', '⟦/usr/local/cuda/compat⟧'),
      message: 'path',
      severity: 'error',
      target: geforce,
      says: ['CUDA 12.4', '(driver 550)', '535.183.01', 'RTX 4090'],
      fixed: `${FROM}ENV LD_LIBRARY_PATH=$LD_LIBRARY_PATH\n`,
    },
    {
      name: 'a whole file: the path and the package',
      text: service,
      message: ['path', 'package'],
      target: { driver: '550', gpus: ['GeForce RTX 3090', 'GeForce RTX 3090'] },
      fixed: service.replace('⟦/usr/local/cuda-12.8/compat⟧:', '').replace(' ⟦cuda-compat-12-8⟧', ''),
    },
    {
      name: 'the last of the list, in the old form',
      text: 'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH /opt/lib:⟦/usr/local/cuda-12.4/compat/⟧\n',
      message: 'path',
      target: geforce,
      fixed: 'FROM ubuntu:22.04\nENV LD_LIBRARY_PATH /opt/lib\n',
    },
    {
      name: 'nothing else in the list',
      text: `ARG V=12.4.1\nFROM nvidia/cuda:\${V}-base-ubuntu22.04\nENV LD_LIBRARY_PATH=⟦/usr/local/cuda/compat⟧\nCMD ["x"]\n`,
      message: 'path',
      target: geforce,
      fixed: `ARG V=12.4.1\nFROM nvidia/cuda:\${V}-base-ubuntu22.04\nCMD ["x"]\n`,
    },
    {
      name: 'the package alone: no repair',
      text: `${FROM}RUN apt-get update && apt-get install -y ⟦cuda-compat-12-4⟧\n`,
      message: 'package',
      severity: 'warning',
      target: geforce,
      fixed: null,
    },
  ],
})
