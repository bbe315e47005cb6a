import { afterAll, describe, expect, test, vi } from 'vitest'
import { Parser } from 'yaml'
import { MemoryWorkspace } from '../../src/documents/workspace'
import { createLinter, defaultConfig } from '../../src/service'

/** Texts that were parsed: the parser of what has anchors, watched. */
const watched = vi.spyOn(Parser.prototype, 'parse')

const FILES = 40
const part = (file: number) =>
  `services:\n${Array.from(
    { length: 5 },
    (_, i) => `  worker-${file}-${i}:
    extends: { file: ../base.compose.yml, service: gpu }
    image: acme/worker:${file}
    environment: { WORKER: "${i}" }
`,
  ).join('')}`

/** 200 services: a file that includes 38 others, each with five, all of which extend one; and an override. */
const project = (): Record<string, string> => ({
  'compose.yaml': `include: [${Array.from({ length: FILES - 3 }, (_, i) => `parts/${i}.compose.yml`).join(', ')}]\n${part(90).replaceAll('../base', 'base')}`,
  'compose.override.yaml': part(91).replaceAll('../base', 'base'),
  'base.compose.yml': `services:\n  gpu:\n    image: pytorch/pytorch:2.4.0-cuda12.1-cudnn9-runtime\n    deploy: { resources: { reservations: { devices: [{ driver: nvidia, count: 1, capabilities: [gpu, utility] }] } } }\n`,
  ...Object.fromEntries(Array.from({ length: FILES - 3 }, (_, i) => [`parts/${i}.compose.yml`, part(i)])),
})

const withAnchors = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `x-one: &one 1\n${text}`]))

class Counting extends MemoryWorkspace {
  readonly reads: string[] = []
  override read(path: string): Promise<string | undefined> {
    this.reads.push(path)
    return super.read(path)
  }
}

const most = (paths: readonly string[]): number =>
  Math.max(...[...new Set(paths)].map((path) => paths.filter((one) => one === path).length))

describe('a project of 200 services over 40 files', () => {
  afterAll(() => watched.mockRestore())

  test('is checked in one pass: each file is read and parsed once', async () => {
    const files = withAnchors(project())
    expect(Object.keys(files)).toHaveLength(FILES)
    const workspace = new Counting(files)
    const linter = createLinter({ workspace, config: defaultConfig })
    const results = []
    for (const path of Object.keys(files)) results.push(await linter.check(path, files[path]))
    const findings = results.flatMap((result) => result?.findings ?? [])
    expect(findings.map(({ path, rule }) => [path, rule])).toContainEqual([
      'base.compose.yml',
      'compose/caps-drop-compute',
    ])
    expect(results.flatMap((result) => result?.problems ?? [])).toEqual([])
    expect(most(workspace.reads)).toBe(1)
    const parsed = watched.mock.calls.map(([text]) => text)
    expect(new Set(parsed)).toEqual(new Set(Object.values(files)))
    expect(most(parsed)).toBe(1)
  })
})
