import { describe, expect, test } from 'vitest'
import { defaultConfig, type Kind, MemoryWorkspace } from '../../src/service'
import { createEditorLinter } from '../../src/service/editor'
import { applyEdits } from '../../src/text'

/** Hides the finding of a rule; the text after it, in which the rule says nothing any more. */
async function hidden(path: string, text: string, rule: string, files: Partial<Record<Kind, string[]>> = {}) {
  const config = { ...defaultConfig, files }
  const linter = createEditorLinter({ workspace: new MemoryWorkspace({ [path]: text }), config })
  const finding = (await linter.check(path))?.findings.find((one) => one.rule === rule)
  const made = finding && (await linter.ignoreEdit(path, text, finding))
  if (!made) throw new Error(`${rule} says nothing of ${path}`)
  const after = applyEdits(text, [made.edit])
  expect(after.slice(made.reason.start, made.reason.end)).toBe('reason')
  const again = await linter.check(path, after)
  expect(again?.findings.map((one) => one.rule)).not.toContain(rule)
  expect(again?.findings.filter((one) => one.rule === 'ignore/unused' && one.message.includes(rule))).toEqual([])
  expect(again?.problems).toEqual([])
  return after
}

const LATEST = 'image/cuda-tag-latest'
const comment = (rule: string) => `# gpu-compose-ignore ${rule} : reason\n`

describe('the comment stands above the line', () => {
  test('with its indentation', async () => {
    const text = 'services:\n  a:\n    image: nvidia/cuda:latest # why not\n'
    expect(await hidden('compose.yaml', text, LATEST)).toBe(
      `services:\n  a:\n    ${comment(LATEST)}    image: nvidia/cuda:latest # why not\n`,
    )
  })
  test('with tabs, CRLF, and // in a devcontainer.json', async () => {
    const text = '{\r\n\t"image": "nvidia/cuda:latest"\r\n}\r\n'
    expect(await hidden('.devcontainer/devcontainer.json', text, LATEST)).toBe(
      `{\r\n\t// gpu-compose-ignore ${LATEST} : reason\r\n\t"image": "nvidia/cuda:latest"\r\n}\r\n`,
    )
  })
  test('behind a byte order mark', async () => {
    const text = '\uFEFFservices: { a: { image: nvidia/cuda:latest } }\n'
    expect(await hidden('compose.yaml', text, LATEST)).toBe(
      `\uFEFF${comment(LATEST)}services: { a: { image: nvidia/cuda:latest } }\n`,
    )
  })
  test('below one that is there already', async () => {
    const text = `services:\n  a:\n    ${comment('compose/gpus-key-needs-2-30')}    image: nvidia/cuda:latest\n    gpus: all\n`
    expect(await hidden('compose.yaml', text, LATEST)).toMatch(/2-30 : reason\n {4}# gpu-compose-ignore image\/cuda/)
  })
  test('between the lines of a flow map, and behind a text of several lines', async () => {
    const text = 'services:\n  a: {\n    command: "a\n      b",\n    image: nvidia/cuda:latest }\n'
    expect(await hidden('compose.yaml', text, LATEST)).toContain(`b",\n    ${comment(LATEST)}    image:`)
    const block = 'services:\n  a:\n    command: |\n      a\n      # b\n\n    image: nvidia/cuda:latest\n'
    expect(await hidden('compose.yaml', block, LATEST)).toContain(`\n\n    ${comment(LATEST)}    image:`)
  })
  test('of an instruction, below the directives of a Dockerfile', async () => {
    const text = '# syntax=docker/dockerfile:1\nFROM \\\n  nvidia/cuda:latest\n'
    expect(await hidden('Dockerfile', text, LATEST)).toBe(
      `# syntax=docker/dockerfile:1\n${comment(LATEST)}FROM \\\n  nvidia/cuda:latest\n`,
    )
  })
  test('of a manifest with several documents', async () => {
    const text =
      'apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: nvidia/cuda:latest\n'
    expect(await hidden('pod.yaml', text, LATEST)).toContain(`      ${comment(LATEST)}      image:`)
  })
})

describe('the whole file, where a comment above would be a part of something', () => {
  test('inside a text of several lines', async () => {
    const rule = 'compose/capabilities-wrong-shape'
    const text =
      'services:\n  a:\n    image: x\n    deploy: { resources: { reservations: { devices: [{ capabilities: "gpu,\n      utility" }] } } }\n'
    const at = text.indexOf('utility')
    const linter = createEditorLinter({ workspace: new MemoryWorkspace({}), config: defaultConfig })
    const made = await linter.ignoreEdit('compose.yaml', text, { rule, span: { start: at, end: at + 1 } })
    expect(made && applyEdits(text, [made.edit])).toBe(`# gpu-compose-ignore-file ${rule} : reason\n${text}`)
  })
  test('in a script, below its first line', async () => {
    const rule = 'script/gpus-flag-forms'
    const text = '#!/bin/sh\ndocker run \\\n  --gpus "all,device=0" x\n'
    const after = await hidden('run.sh', text.replace('all,device=0', 'ALL'), rule, { script: ['run.sh'] })
    expect(after).toBe(`#!/bin/sh\n# gpu-compose-ignore-file ${rule} : reason\ndocker run \\\n  --gpus "ALL" x\n`)
  })
})
