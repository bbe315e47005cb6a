import { describe, expect, test } from 'vitest'
import { readDockerfile } from '../../../src/documents/dockerfile/read'
import { SourceFile } from '../../../src/documents/source'
import { type Given, linterOf, offered } from './offered'

const NAME = 'Dockerfile'

const findings = async (text: string, given?: Given) => (await linterOf(NAME, text, given).check(NAME))?.findings ?? []

/** What one action makes of the stage where `|` stands; it parses, no rule has more to say, and it is offered once. */
async function made(title: RegExp, marked: string, given?: Given): Promise<readonly [string, string]> {
  const all = await offered(NAME, marked, given)
  const found = [...all].find(([one]) => title.test(one))
  if (!found) throw new Error(`not offered among: ${[...all.keys()].join(' | ') || 'nothing'}`)
  const [name, text] = found
  const before = marked.replace('|', '')
  expect(readDockerfile(new SourceFile(NAME, text)).problems).toEqual([])
  const known = (await findings(before, given)).map(({ rule }) => rule)
  expect((await findings(text, given)).map(({ rule }) => rule)).toEqual(known)
  const again = text.split('\n').flatMap((line, i) => (/^from /i.test(line) ? [i] : []))
  for (const line of again) {
    const lines = text.split('\n').map((one, i) => (i === line ? `|${one}` : one))
    expect([...(await offered(NAME, lines.join('\n'), given)).keys()]).toEqual([])
  }
  return [name, text]
}

const titles = async (marked: string, given?: Given): Promise<readonly string[]> => [
  ...(await offered(NAME, marked, given)).keys(),
]

const ADD = /^Add CUDA/
const MOVE = /^Move/
const stage = (base: string, packages: string, more = '') => `FROM |${base}\n${more}RUN pip install ${packages}\n`

const copied = (minor: string) => `COPY --from=cuda /usr/local/cuda-${minor} /usr/local/cuda
COPY --from=cuda /usr/lib/*-linux-gnu/libcudnn* /usr/local/cuda/lib64/
RUN echo /usr/local/cuda/lib64 > /etc/ld.so.conf.d/cuda.conf && ldconfig
`
const VARIABLES = 'ENV NVIDIA_VISIBLE_DEVICES=all NVIDIA_DRIVER_CAPABILITIES=compute,utility\n'

describe('Add CUDA libraries to this stage', () => {
  test('takes them out of an image whose CUDA and cuDNN the package was tested with', async () => {
    const [title, text] = await made(ADD, stage('python:3.11-slim', 'tensorflow==2.15.0', '# ours\n'))
    expect(title).toBe('Add CUDA libraries to this stage (nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04)')
    expect(text).toBe(
      `FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04 AS cuda\n\nFROM python:3.11-slim\n${copied('12.2')}${VARIABLES}# ours\nRUN pip install tensorflow==2.15.0\n`,
    )
  })
  test.each([
    ['tensorflow==2.20.0', '12.6.3-cudnn-runtime-ubuntu22.04'],
    ['tensorflow==2.12.1', '11.8.0-cudnn8-runtime-ubuntu22.04'],
    ['tensorflow==2.5.3', '11.2.2-cudnn8-runtime-ubuntu20.04'],
    ['tensorflow==2.4.0', '11.0.3-cudnn8-runtime-ubuntu20.04'],
    ['onnxruntime-gpu==1.18.1', '11.8.0-cudnn8-runtime-ubuntu22.04'],
    ['onnxruntime-gpu==1.20.1 numpy flask', '12.6.3-cudnn-runtime-ubuntu22.04'],
    ['onnxruntime-gpu==1.27.0', '13.0.2-cudnn-runtime-ubuntu22.04'],
    ['tensorflow==2.19.0 onnxruntime-gpu==1.20.1', '12.6.3-cudnn-runtime-ubuntu22.04'],
  ])('%s gets %s', async (packages, tag) => {
    expect(await titles(stage('debian:bookworm-slim', packages))).toEqual([
      `Add CUDA libraries to this stage (nvidia/cuda:${tag})`,
    ])
  })
  test('keeps directives, comments, platform, line endings and keywords in lower case', async () => {
    const text =
      '# syntax=docker/dockerfile:1\r\n# The service.\r\n\r\narg UV=1\r\n# runs it\r\nfrom --platform=linux/amd64 |python:3.9-slim as cuda\r\nenv NVIDIA_VISIBLE_DEVICES=0\r\nrun pip install onnxruntime-gpu==1.20.1'
    const [, changed] = await made(ADD, text)
    expect(changed.replaceAll('\r\n', '\n')).toBe(`# syntax=docker/dockerfile:1
# The service.

arg UV=1
from --platform=linux/amd64 nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04 as nvidia-cuda

# runs it
from --platform=linux/amd64 python:3.9-slim as cuda
${copied('12.6').replaceAll('=cuda', '=nvidia-cuda').replaceAll('COPY', 'copy').replace('RUN', 'run')}env NVIDIA_DRIVER_CAPABILITIES=compute,utility
env NVIDIA_VISIBLE_DEVICES=0
run pip install onnxruntime-gpu==1.20.1`)
    expect(changed.replaceAll('\r\n', '')).not.toContain('\n')
  })
  test('leaves a comment at the head of the file there, and what is found of Python', async () => {
    const [, text] = await made(ADD, `# Ours.\n${stage('python:3.11-slim', 'tensorflow==2.5.0')}`)
    expect(text).toContain('# Ours.\nFROM nvidia/cuda:11.2.2-cudnn8-runtime-ubuntu20.04 AS cuda\n\nFROM python')
    expect((await findings(text)).map(({ rule }) => rule)).toEqual(['dockerfile/no-wheel-for-python'])
  })
  test('where the program runs, not where it is only copied from', async () => {
    const build =
      'FROM python:3.11-slim AS build\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install tensorflow==2.15.0\n'
    const final = 'FROM python:3.11-slim\nCOPY --from=build /opt/venv /opt/venv\n'
    const [, text] = await made(ADD, build + final.replace('FROM', '|FROM'))
    expect(text).toContain(
      `${build}FROM nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04 AS cuda\n\nFROM python:3.11-slim\nCOPY`,
    )
    expect(await titles(`|${build}${final}`)).toEqual([])
  })
  test('by the requirements that the stage copies', async () => {
    const text = '|FROM python:3.12-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n'
    const files = { 'requirements.txt': 'onnxruntime-gpu==1.22.0\nflask==3.0.0\n' }
    expect((await made(ADD, text, { files }))[0]).toContain('12.6.3-cudnn-runtime')
    expect(await titles(text)).toEqual([])
  })
})

describe('Move this stage to nvidia/cuda', () => {
  test('brings the same Python along, for python and pip', async () => {
    const [title, text] = await made(MOVE, stage('python:3.12-slim AS app', 'tensorflow==2.20.0'))
    expect(title).toBe('Move this stage to nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 (keeping Python 3.12)')
    expect(text).toBe(`FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 AS app
# An nvidia/cuda image has no Python: this is the one of Ubuntu.
RUN apt-get update \\
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3 python3-venv ca-certificates netbase tzdata \\
    && rm -rf /var/lib/apt/lists/* \\
    && python3 -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
RUN pip install tensorflow==2.20.0
`)
  })
  test('on the Ubuntu that has that Python, with headers for a compiler', async () => {
    const compiler = 'RUN apt-get update && apt-get install -y build-essential\n'
    const [title, text] = await made(
      MOVE,
      stage('python:3.10.14-slim-bookworm', 'onnxruntime-gpu==1.18.1', compiler).replace('-bookworm', ''),
    )
    expect(title).toContain('nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04 (keeping Python 3.10)')
    expect(text).toContain('python3-venv python3-dev ca-certificates')
    expect(text).not.toContain('userdel')
  })
  test('makes room for a user of the stage', async () => {
    const users = 'RUN groupadd -g 1000 app && useradd -u 1000 -g app app\n'
    const [, text] = await made(MOVE, stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1', users))
    expect(text).toContain(`    && userdel --remove ubuntu \\\n    && python3 -m venv /opt/venv\n`)
  })
  test('takes the compiler for what is compiled, of the CUDA of its torch', async () => {
    const text = stage('python:3.10-slim', 'torch==2.6.0').concat(
      'RUN pip install flash-attn==2.7.4 --no-build-isolation\n',
    )
    const all = await offered(NAME, text)
    expect([...all.keys()]).toEqual(['Move this stage to nvidia/cuda:12.4.1-devel-ubuntu22.04 (keeping Python 3.10)'])
    expect([...all.values()][0]).toContain('python3-dev')
  })
  test('is the other image alone where the stage is on Ubuntu', async () => {
    const text =
      'FROM |ubuntu:22.04 # ours\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install onnxruntime-gpu==1.20.1\n'.replace(
        ' # ours',
        '',
      )
    const [title, changed] = await made(MOVE, text)
    expect(title).toBe('Move this stage to nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04')
    expect(changed).toBe(text.replace('|ubuntu:22.04', 'nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04'))
  })
  test.each([
    ['another Python', stage('python:3.11-slim', 'onnxruntime-gpu==1.20.1')],
    ['the full image', stage('python:3.12', 'onnxruntime-gpu==1.20.1')],
    [
      'an environment of its own',
      stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1', 'RUN python -m venv /opt/venv\n'),
    ],
    ['paths of its Python', stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1', 'ENV P=/usr/local/lib/python3.12\n')],
    ['options of a newer pip', stage('python:3.12-slim', '--root-user-action=ignore onnxruntime-gpu==1.20.1')],
    [
      'packages of Debian',
      stage(
        'python:3.12-slim',
        'onnxruntime-gpu==1.20.1',
        'RUN apt-get update && apt-get install -y libgl1-mesa-glx\n',
      ),
    ],
    ['a script', stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1', 'COPY setup.sh .\nRUN bash setup.sh\n')],
    ['a user who installs', stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1', 'USER 1000\n')],
    ['a PATH without the old one', stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1', 'ENV PATH=/usr/bin:/bin\n')],
    ['files of other images', `${stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1')}COPY --from=node:22 /app /app\n`],
    ['a name of variables', `ARG P=3.12\n${stage('python:${P}-slim', 'onnxruntime-gpu==1.20.1')}`],
    ['files that others take', `${stage('python:3.12-slim AS a', 'onnxruntime-gpu==1.20.1')}FROM a\n`],
  ])('is not offered for %s', async (_, text) => {
    expect((await titles(text)).filter((title) => MOVE.test(title))).toEqual([])
  })
})

describe('neither is offered', () => {
  test.each([
    ['torch brings its own', stage('python:3.12-slim', 'torch==2.6.0')],
    ['beside torch', stage('python:3.12-slim', 'torch==2.6.0 onnxruntime-gpu==1.20.1')],
    ['the extra brings them', stage('python:3.12-slim', '"tensorflow[and-cuda]==2.20.0"')],
    ['nothing loads CUDA', stage('python:3.12-slim', 'flask==3.0.0')],
    ['no version is said', stage('python:3.12-slim', 'tensorflow')],
    ['a version that no image serves', stage('python:3.12-slim', 'tensorflow==2.16.1')],
    ['two packages of different CUDA', stage('python:3.11-slim', 'tensorflow==2.12.1 onnxruntime-gpu==1.20.1')],
    ['CUDA 10 is gone', stage('python:3.12-slim', 'tensorflow==2.1.0')],
    ['its CUDA is not known', stage('python:3.12-slim', 'faster-whisper==1.1.0')],
    ['another index', stage('python:3.12-slim', '--index-url https://example.org/simple onnxruntime-gpu==1.20.1')],
    ['musl', stage('python:3.12-alpine', 'onnxruntime-gpu==1.20.1')],
    ['CUDA is there', stage('nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04', 'onnxruntime-gpu==1.20.1')],
    ['an image that is not known', stage('acme/python:3.12', 'onnxruntime-gpu==1.20.1')],
    [
      'CUDA is copied already',
      `FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04 AS c\n${stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1')}COPY --from=c /usr/local/cuda-12.6 /usr/local/cuda\nCOPY --from=c /usr/lib/x86_64-linux-gnu/libcudnn* /usr/local/cuda/lib64/\nENV LD_LIBRARY_PATH=/usr/local/cuda/lib64\n`,
    ],
    [
      'CUDA is installed',
      stage(
        'ubuntu:22.04',
        'onnxruntime-gpu==1.20.1',
        'RUN apt-get update && apt-get install -y cuda-libraries-12-6\n',
      ),
    ],
    ['conda', 'FROM |continuumio/miniconda3\nRUN conda install -y tensorflow-gpu=2.15\n'],
    [
      'packages that cannot be read',
      'FROM |python:3.12-slim\nCOPY . .\nRUN pip install onnxruntime-gpu==1.20.1 && pip install .\n',
    ],
  ])('%s', async (_, text) => expect(await titles(text)).toEqual([]))
  test('where stages go by number, on a Jetson, and away from FROM', async () => {
    const numbered = `FROM node:22 AS web\n${stage('debian:12', 'onnxruntime-gpu==1.20.1')}COPY --from=0 /app /app\n`
    expect(await titles(numbered)).toEqual([])
    const one = stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1')
    expect(await titles(one, { target: { platform: 'jetson' } })).toEqual([])
    expect(await titles(one.replace('|', '').replace('RUN', '|RUN'))).toEqual([])
    expect(await titles(one)).toHaveLength(2)
  })
  test('what the target would refuse', async () => {
    const one = stage('python:3.12-slim', 'onnxruntime-gpu==1.20.1')
    const old = await titles(one, { target: { driver: '460.32.03' } })
    expect(old).toEqual([])
  })
})
