import { describe, expect, test } from 'vitest'
import { MemoryWorkspace } from '../../src/documents/workspace'
import { defaultConfig } from '../../src/lint/config'
import { Registry } from '../../src/lint/registry'
import { rules } from '../../src/rules'
import { ProjectLinter } from '../../src/service/linter'

const PATH = 'docker-compose.yml'

function linter(text: string, files: Readonly<Record<string, string>> = {}): ProjectLinter {
  const workspace = new MemoryWorkspace({ ...files, [PATH]: text })
  return new ProjectLinter({ workspace, config: defaultConfig, registry: new Registry(rules) })
}

/** `rule: text under the squiggle` of each finding. */
async function found(text: string, files?: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const result = await linter(text, files).check(PATH)
  return result?.findings.map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`) ?? []
}

const build = (lines: readonly string[], header = '|', more = ''): string =>
  `services:\n  app:\n    gpus: all\n    build:\n      dockerfile_inline: ${header}\n${lines.map((line) => (line === '' ? '\n' : `        ${line}\n`)).join('')}${more}`

const GONE = 'image/cuda-tag-incomplete: nvidia/cuda:11.0-base'

describe('a Dockerfile inside a compose file', () => {
  test.each([
    ['a literal block', build(['FROM nvidia/cuda:11.0-base'])],
    ['keys behind it', build(['FROM nvidia/cuda:11.0-base'], '|', '      target: app\n')],
    ['blank lines and a comment at the header', build(['', 'FROM nvidia/cuda:11.0-base', '', 'RUN true'], '|- # why')],
    ['kept line ends', build(['FROM nvidia/cuda:11.0-base', ''], '|+', '    restart: always\n')],
    ['CRLF', build(['# a', 'FROM nvidia/cuda:11.0-base']).replaceAll('\n', '\r\n')],
    ['CR alone', build(['# a', 'FROM nvidia/cuda:11.0-base']).replaceAll('\n', '\r')],
    ['the end of the text', build(['FROM nvidia/cuda:11.0-base']).trimEnd()],
    ['variables of Docker, their dollar doubled', build(['FROM nvidia/cuda:11.0-base', 'RUN echo $$HOME'])],
  ])('is read: %s', async (_, text) => expect(await found(text)).toEqual([GONE]))

  test('is read with the arguments and the variables that Compose gives it', async () => {
    const text = build(['ARG TAG', 'FROM ${REPO:-nvidia}/cuda:$${TAG}-base'], '|', '      args:\n        TAG: ${TAG}\n')
    expect(await found(text, { '.env': 'TAG=11.0\n' })).toEqual([
      'image/cuda-tag-incomplete: ${REPO:-nvidia}/cuda:$${TAG}-base',
    ])
  })

  test('its heredocs end at their word', async () => {
    const text = build(['FROM nvidia/cuda:12.4.1-devel-ubuntu22.04', 'RUN <<EOF', 'true', 'EOF', 'RUN nvidia-smi'])
    expect(await found(text)).toEqual(['dockerfile/build-has-no-gpu: nvidia-smi'])
  })

  test.each([
    ['a folded block', build(['FROM nvidia/cuda:11.0-base'], '>')],
    ['an indentation by number', build(['FROM nvidia/cuda:11.0-base'], '|4')],
    ['a quoted text', 'services: { app: { gpus: all, build: { dockerfile_inline: "FROM nvidia/cuda:11.0-base" } } }\n'],
    ['a variable that nothing sets', build(['FROM nvidia/cuda:11.0-base', 'RUN echo $V'])],
    ['a default inside a default', build(['FROM nvidia/cuda:11.0-base', 'RUN echo ${V:-${W:-a}}'])],
  ])('is not read: %s', async (_, text) => expect(await found(text)).toEqual([]))

  test('rules of compose look through it', async () => {
    const text = build(['FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04']).replace('    gpus: all\n', '')
    expect(await found(text)).toEqual(['compose/gpu-image-without-gpu-request: app'])
  })

  test('a service that extends another one with it is told once, in the file that holds it', async () => {
    const base = build(['FROM nvidia/cuda:11.0-base'])
    const child = 'services:\n  b:\n    extends: { file: base.yml, service: app }\n'
    expect(await found(child, { 'base.yml': base })).toEqual([])
    const both = `${base}  b:\n    extends: app\n`
    expect(await found(both)).toEqual([GONE])
  })

  test('what Docker knows no instruction for is named as a problem of the file', async () => {
    const text = build(['FROM ubuntu:24.04', 'RNU true'])
    const result = await linter(text).check(PATH)
    expect(result?.problems).toEqual([
      expect.objectContaining({ path: PATH, message: 'Docker knows no instruction "RNU".', fatal: true }),
    ])
    const { start, end } = result?.problems[0]?.span ?? { start: 0, end: 0 }
    expect(text.slice(start, end)).toBe('RNU')
  })

  test('a comment in it hides a finding', async () => {
    expect(
      await found(build(['# gpu-compose-ignore image/cuda-tag-incomplete', 'FROM nvidia/cuda:11.0-base'])),
    ).toEqual([])
  })
})

describe('its repairs', () => {
  const fixed = async (text: string): Promise<string> => (await linter(text).fix(PATH, text, { unsafe: true })).text

  test.each(['\n', '\r\n'])('stand at its indentation, dollars doubled, with %j', async (eol) => {
    const before = build(['FROM nvidia/cuda:11.0-base', 'ENV LD_LIBRARY_PATH=/opt', 'RUN pip install six'])
    const after = build([
      'FROM nvidia/cuda:11.0.3-base-ubuntu20.04',
      'ENV LD_LIBRARY_PATH=/opt:$${LD_LIBRARY_PATH}',
      'RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*',
      'RUN pip install six',
    ])
    expect(await fixed(before.replaceAll('\n', eol))).toBe(after.replaceAll('\n', eol))
  })

  test('leave alone what a variable of Compose brings', async () => {
    const text = build(['FROM nvidia/cuda:${V:-11.0}-base'])
    expect(await fixed(text)).toBe(text)
  })

  test('delete whole lines at its end', async () => {
    const line = 'ENV CUDA_VISIBLE_DEVICES=all'
    const before = build(['FROM nvidia/cuda:12.4.1-base-ubuntu22.04', line], '|', '      target: app\n')
    expect(await fixed(before)).toBe(before.replace(`        ${line}\n`, ''))
  })
})
