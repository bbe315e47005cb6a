import { describe, expect, test } from 'vitest'
import { defaultConfig, MemoryWorkspace } from '../../src/service'
import { createEditorLinter } from '../../src/service/editor'
import { applyEdits } from '../../src/text'
import { execute, hasEngine, inFolder } from './support/compose'

const NAME = 'Dockerfile'

/** What an action makes of the last stage of a Dockerfile. */
async function made(title: RegExp, text: string): Promise<string> {
  const linter = createEditorLinter({ workspace: new MemoryWorkspace({ [NAME]: text }), config: defaultConfig })
  const at = text.lastIndexOf('FROM ') < 0 ? text.lastIndexOf('from ') : text.lastIndexOf('FROM ')
  const found = await linter.refactorings(NAME, text, { start: at, end: at })
  const fix = found.find((one) => title.test(one.title))
  if (!fix) throw new Error(`not offered among ${found.map((one) => one.title).join(' | ')}`)
  return applyEdits(text, fix.edits)
}

const docker = (args: readonly string[], folder: string) => execute('docker', args, folder)

/** Builds an image of that name out of the stub. */
const image = (name: string, lines: readonly string[]) =>
  inFolder({ [NAME]: ['FROM stub', ...lines].join('\n') }, async (folder) => {
    const { ok, stderr } = await docker(['build', '-q', '--network', 'none', '-t', name, '.'], folder)
    if (!ok) throw new Error(stderr)
  })

const imagesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^from (?:--\S+ )?(\S+)/gim)].map(([, name = '']) => name)

/** The kinds of warning of `docker build --check`; the images below are the stub under their names. */
const warnings = (text: string) =>
  inFolder({ [NAME]: text }, async (folder) => {
    for (const name of imagesOf(text)) await docker(['tag', 'stub', name], folder)
    const { ok, stdout, stderr } = await docker(['build', '--check', '--network', 'none', '.'], folder)
    if (ok && /no warnings found/i.test(stdout + stderr)) return []
    const names = [...(stdout + stderr).matchAll(/^WARNING: (\w+)/gm)].map(([, name]) => name)
    return [...new Set(names)]
  })

const PYTHON =
  'FROM python:3.12-slim AS app\nWORKDIR /app\nRUN pip install onnxruntime-gpu==1.20.1\nCMD ["python", "app.py"]\n'

describe.skipIf(!hasEngine('current'))('a stage', () => {
  test.each([
    ['Add', PYTHON],
    ['Add', PYTHON.toLowerCase()],
    ['Add', PYTHON.replace('FROM', 'FROM --platform=linux/amd64')],
    ['Move', PYTHON],
    ['Move', PYTHON.toLowerCase()],
    [
      'Move',
      'FROM ubuntu:22.04\nRUN apt-get update && apt-get install -y python3-pip\nRUN pip3 install onnxruntime-gpu==1.20.1\n',
    ],
  ])('%s: BuildKit has no more to say than before of %j', async (title, text) => {
    expect(await warnings(await made(new RegExp(`^${title}`), text))).toEqual(await warnings(text))
  })

  test('gets the libraries of an image for either architecture', { timeout: 120_000 }, async () => {
    for (const arch of ['x86_64', 'aarch64']) await copies(arch)
  })
})

async function copies(arch: string): Promise<void> {
  const targets = arch === 'x86_64' ? 'x86_64-linux' : 'sbsa-linux'
  await image('nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04', [
    `RUN busybox mkdir -p /usr/local/cuda-12.6/targets/${targets}/lib /usr/lib/${arch}-linux-gnu /etc/alternatives`,
    `RUN busybox ln -s targets/${targets}/lib /usr/local/cuda-12.6/lib64 && busybox ln -s /usr/local/cuda-12.6 /etc/alternatives/cuda && busybox ln -s /etc/alternatives/cuda /usr/local/cuda`,
    `RUN busybox touch /usr/local/cuda-12.6/lib64/libcublas.so.12 /usr/lib/${arch}-linux-gnu/libcudnn.so.9.5.1 /usr/lib/${arch}-linux-gnu/libc.so.6`,
    `RUN busybox ln -s libcudnn.so.9.5.1 /usr/lib/${arch}-linux-gnu/libcudnn.so.9`,
  ])
  await image('python:3.12-slim', [
    'RUN busybox mkdir -p /sbin /usr/bin /usr/local /etc/ld.so.conf.d && busybox ln -s /bin/busybox /usr/bin/pip-stub',
    "RUN echo '#!/bin/sh' > /sbin/ldconfig && echo 'cat /etc/ld.so.conf.d/* > /etc/ld.so.cache' >> /sbin/ldconfig && echo '#!/bin/sh' > /bin/pip && busybox chmod +x /sbin/ldconfig /bin/pip",
  ])
  const text = await made(/^Add/, PYTHON)
  const seen = await inFolder({ [NAME]: text }, async (folder) => {
    const built = await docker(
      ['build', '-q', '--network', 'none', '-t', `stage-${arch.replace('_', '-')}`, '.'],
      folder,
    )
    expect(built.stderr).toBe('')
    const command = 'cat /etc/ld.so.cache; ls /usr/local/cuda/lib64/; ls -d /usr/local/cuda/targets/*; env'
    return docker(['run', '--rm', '--network', 'none', `stage-${arch.replace('_', '-')}`, 'sh', '-c', command], folder)
  })
  expect(seen.stdout.split('\n')).toEqual(
    expect.arrayContaining([
      '/usr/local/cuda/lib64',
      'libcublas.so.12',
      'libcudnn.so.9',
      'libcudnn.so.9.5.1',
      `/usr/local/cuda/targets/${targets}`,
      'NVIDIA_VISIBLE_DEVICES=all',
      'NVIDIA_DRIVER_CAPABILITIES=compute,utility',
    ]),
  )
  expect(seen.stdout).not.toContain('libc.so.6')
}
