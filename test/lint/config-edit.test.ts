import { describe, expect, test } from 'vitest'
import { SourceFile } from '../../src/documents/source'
import { disableRule } from '../../src/lint/config-edit'
import { readConfig } from '../../src/lint/config-read'
import { registry } from '../../src/service'
import { applyEdits } from '../../src/text'

const RULE = 'image/os-eol-base'

/** The configuration with the rule off; it is read back. */
function disabled(text: string, path = '.gpu-compose.yaml'): string | undefined {
  const edits = disableRule(new SourceFile(path, text), RULE)
  if (!edits) return undefined
  const after = applyEdits(text, edits)
  const { config, problems } = readConfig(new SourceFile(path, after), registry.ids)
  expect([config.rules[RULE], problems]).toEqual(['off', []])
  return after
}

test('a platform that is none is told with its place', () => {
  const text = 'target:\n  platform: wsl/amd64\n'
  const [problem] = readConfig(new SourceFile('.gpu-compose.yaml', text), registry.ids).problems
  expect(problem?.message).toContain('not "wsl/amd64"')
  expect(text.slice(problem?.span?.start, problem?.span?.end)).toBe('wsl/amd64')
  for (const platform of ['linux', 'WSL2', 'jetson', 'swarm', 'linux/arm64'])
    expect(readConfig(new SourceFile('a.yaml', `target: { platform: ${platform} }`), registry.ids).problems).toEqual([])
})

describe('a rule is switched off', () => {
  test.each([
    ['', 'rules:\n  image/os-eol-base: off\n'],
    ['# ours\n', '# ours\nrules:\n  image/os-eol-base: off\n'],
    ['# ours', '# ours\nrules:\n  image/os-eol-base: off\n'],
    ['ignore: [a] # keep\n', 'ignore: [a] # keep\nrules:\n  image/os-eol-base: off\n'],
    [
      '# ours\nrules:\n  # why\n  image/cuda-tag-latest: off # so\nignore: [a]\n',
      '# ours\nrules:\n  # why\n  image/cuda-tag-latest: off # so\n  image/os-eol-base: off\nignore: [a]\n',
    ],
    ['rules: { image/cuda-tag-latest: info }\n', 'rules: { image/cuda-tag-latest: info, image/os-eol-base: off }\n'],
    ['rules:\n  image/os-eol-base: info # later\n', 'rules:\n  image/os-eol-base: off # later\n'],
    ['rules: # none yet\nignore: [a]\n', undefined],
    ['rules: {}\n', 'rules: { image/os-eol-base: off }\n'],
    ['ignore: [a]\r\n', 'ignore: [a]\r\nrules:\r\n  image/os-eol-base: off\r\n'],
  ])('%j', (before, after) => {
    const found = disabled(before)
    if (after === undefined) expect(found).toMatch(/image\/os-eol-base: off/)
    else expect(found).toBe(after)
  })
  test('in JSON', () => {
    const json = '{\n  "rules": {\n    "image/cuda-tag-latest": "info"\n  }\n}\n'
    expect(disabled(json, '.gpu-compose.json')).toBe(json.replace('"info"', '"info",\n    "image/os-eol-base": "off"'))
    expect(disabled('', '.gpu-compose.json')).toBeUndefined()
  })
  test('in a file of its own where there is none', () => {
    expect(disableRule(undefined, RULE)).toEqual([
      { path: '.gpu-compose.yaml', start: 0, end: 0, newText: 'rules:\n  image/os-eol-base: off\n', creates: true },
    ])
  })
  test.each(['rules: [\n', 'rules: no\n', '- a\n', 'a: 1\n---\nb: 2\n'])('not in %j', (text) => {
    expect(disabled(text)).toBeUndefined()
  })
})
