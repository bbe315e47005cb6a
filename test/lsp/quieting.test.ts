import { afterEach, describe, expect, it } from 'vitest'
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver'
import { type Document, Editor, editsOf, type Options } from './support/client'

const LATEST = 'image/cuda-tag-latest'
const NAME = 'docker-compose.yml'
const compose = 'version: "3.8"\nservices:\n  a:\n    image: nvidia/cuda:latest # keep\n    gpus: all\n'
const everything = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } }

let editor: Editor
const open = async (options: Options = {}, text = compose): Promise<Document> => {
  editor = await Editor.start(options)
  const document = await editor.open(NAME, text)
  await document.shows(LATEST)
  return document
}
afterEach(() => editor.stop())

const titled = (actions: readonly CodeAction[], start: string) => actions.find(({ title }) => title.startsWith(start))
const SUPPRESS = `Suppress ${LATEST}`
const DISABLE = `Disable ${LATEST}`

describe('suppressing a finding', () => {
  it('writes a comment above it, behind its repairs', async () => {
    const document = await open()
    const actions = await document.actions(everything)
    const kinds = actions.map(({ kind }) => kind)
    expect(kinds.indexOf('quickfix.gpuCompose.suppress')).toBeGreaterThan(kinds.lastIndexOf('quickfix'))
    const action = titled(actions, SUPPRESS)
    expect(action).toMatchObject({ title: `${SUPPRESS} here (with reason)`, diagnostics: [{ code: LATEST }] })
    expect(action).not.toHaveProperty('command')
    const { version, edits } = editsOf(action, document.uri)
    expect(version).toBe(1)
    expect(document.after(edits)).toBe(
      compose.replace('    image', `    # gpu-compose-ignore ${LATEST} : reason\n    image`),
    )
  })

  it('lets a client that can select the reason do so', async () => {
    const document = await open({ initializationOptions: { commands: true } })
    const { command } = titled(await document.actions(everything), SUPPRESS) ?? {}
    const range = { start: { line: 3, character: 49 }, end: { line: 3, character: 55 } }
    expect(command).toMatchObject({ command: 'gpuCompose.select', arguments: [document.uri, range] })
  })

  it('is offered once for a line, and only under the range', async () => {
    const text = 'services: { a: { image: nvidia/cuda:latest }, b: { image: nvidia/cuda:latest } }\nname: x\n'
    const document = await open({}, text)
    const titles = (await document.actions(everything, ['quickfix.gpuCompose'])).map(({ title }) => title)
    expect(titles.filter((title) => title.startsWith(SUPPRESS))).toHaveLength(1)
    expect(titles.filter((title) => title.startsWith(DISABLE))).toHaveLength(1)
    const elsewhere = { line: 1, character: 2 }
    expect(await document.actions({ start: elsewhere, end: elsewhere })).toEqual([])
  })
})

describe('disabling a rule', () => {
  const changes = (action: CodeAction | undefined) => action?.edit?.documentChanges ?? []

  it('makes a configuration where there is none', async () => {
    const document = await open()
    const action = titled(await document.actions(everything), DISABLE)
    expect(action?.title).toBe(`${DISABLE} in the configuration (.gpu-compose.yaml)`)
    const uri = editor.uri('.gpu-compose.yaml')
    expect(changes(action)).toMatchObject([
      { kind: 'create', uri },
      { textDocument: { uri, version: null }, edits: [{ newText: `rules:\n  ${LATEST}: off\n` }] },
    ])
  })

  it('edits the nearest one, with its comments', async () => {
    const document = await open({
      files: { '.gpu-compose.yaml': '# ours\nrules:\n  # why\n  compose/schema: info # so\n' },
    })
    const [change] = changes(titled(await document.actions(everything), DISABLE)) as TextDocumentEdit[]
    expect(change?.textDocument).toEqual({ uri: editor.uri('.gpu-compose.yaml'), version: null })
    expect(change?.edits).toMatchObject([
      { range: { start: { line: 4 } }, newText: expect.stringContaining(`  ${LATEST}: off`) },
    ])
    editor.write('.gpu-compose.yaml', `rules: { ${LATEST}: off }\n`)
    await editor.changedOnDisk('.gpu-compose.yaml')
    await document.lacks(LATEST)
  })

  it('is not offered for a broken configuration', async () => {
    const document = await open({ files: { '.gpu-compose.yaml': 'rules: [\n' } })
    expect(titled(await document.actions(everything), DISABLE)).toBeUndefined()
  })
})
