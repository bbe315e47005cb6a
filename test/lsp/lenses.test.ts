import { afterEach, describe, expect, it } from 'vitest'
import type {
  ApplyWorkspaceEditParams,
  CodeLens,
  ShowDocumentParams,
  ShowMessageRequestParams,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver'
import type { Change, RunLine } from '../../src/adaptors/lsp/protocol'
import { type Document, Editor, type Options } from './support/client'

const compose =
  'services:\n  a:\n    image: acme/worker:1\n    gpus: all\n    volumes: ["data:/data"]\n    depends_on: [b]\n  b:\n    image: x\n'
const files = {
  'compose.yaml': compose,
  Dockerfile: 'FROM x\n',
  'build/compose.yaml': 'services: { c: { build: .. } }\n',
}
const ours = { commands: true }

let editor: Editor
const open = async (
  name: keyof typeof files,
  options: Options = { initializationOptions: ours },
): Promise<Document> => {
  editor = await Editor.start({
    files: { ...files, 'compose.build.yaml': 'services:\n  c: { build: . }\n' },
    ...options,
  })
  return editor.open(name, files[name], name === 'Dockerfile' ? 'dockerfile' : 'yaml')
}
afterEach(() => editor.stop())

const ask = <T>(document: Document, method: string, more = {}): Promise<T> =>
  editor.connection.sendRequest(method, { textDocument: { uri: document.uri }, ...more })
const lensesOf = (document: Document) => ask<CodeLens[]>(document, 'textDocument/codeLens')
const inA = { position: { line: 3, character: 6 } }

describe('code lenses', () => {
  it('of a Dockerfile are asked for again when the compose file changes, and not when it does itself', async () => {
    const dockerfile = await open('Dockerfile')
    const titles = async () => (await lensesOf(dockerfile)).map(({ command }) => command?.title)
    await expect.poll(titles).toContain('Built by c')
    await dockerfile.replace('FROM x', 'FROM y')
    await titles()
    expect(editor.refreshed).toEqual([])
    const other = await editor.open('compose.build.yaml', 'services:\n  c: { build: . }\n')
    // A file that is opened may differ from the one on the disk.
    await expect.poll(() => editor.refreshed, { timeout: 10_000 }).toEqual(['codeLens', 'inlayHint'])
    editor.refreshed.length = 0
    await other.replace('c:', 'renamed:')
    await expect.poll(() => editor.refreshed, { timeout: 10_000 }).toEqual(['codeLens', 'inlayHint'])
    expect(await titles()).toContain('Built by renamed')
  })

  it('stand above a service with a GPU and name the commands of the client', async () => {
    const document = await open('compose.yaml')
    const found = await lensesOf(document)
    const start = { line: 1, character: 2 }
    expect(found.map(({ command }) => command)).toEqual([
      { title: 'GPU: all of gpus · change…', command: 'gpuCompose.changeGpu', arguments: [document.uri, start] },
      { title: 'Copy as docker run', command: 'gpuCompose.copyAsDockerRun', arguments: [document.uri, start] },
    ])
    expect(found.map(({ range }) => document.at(range))).toEqual(['a', 'a'])
  })

  it('lead from a stage to the service that builds it', async () => {
    const document = await open('Dockerfile')
    expect(await lensesOf(document)).toMatchObject([
      {
        range: { start: { line: 0, character: 0 } },
        command: {
          title: 'Built by c',
          command: 'gpuCompose.select',
          arguments: [
            editor.uri('compose.build.yaml'),
            { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } },
          ],
        },
      },
    ])
  })

  it('follow what was typed', async () => {
    const document = await open('compose.yaml')
    await document.replace('gpus: all', 'gpus: [{ count: 2 }]')
    expect((await lensesOf(document))[0]?.command?.title).toBe('GPU: 2 of gpus · change…')
  })

  it('are none when they are switched off', async () => {
    const other = await open('compose.yaml', { initializationOptions: ours, settings: { codeLens: { enable: false } } })
    expect(await lensesOf(other)).toEqual([])
    await editor.setSettings({})
    expect(await lensesOf(other)).toHaveLength(2)
  })
})

describe('what the lenses ask for', () => {
  it('the other forms, as edits of this version', async () => {
    const document = await open('compose.yaml')
    const changes = await ask<Change[]>(document, 'gpuCompose/changes', inA)
    const runtime = changes.find(({ title }) => title.startsWith('GPU: ask with runtime'))
    const [change] = (runtime?.edit.documentChanges ?? []) as TextDocumentEdit[]
    expect(change?.textDocument).toEqual({ uri: document.uri, version: 1 })
    expect(document.after(change?.edits as TextEdit[])).toContain('    runtime: nvidia\n')
    expect(await ask(document, 'gpuCompose/changes', { position: { line: 7, character: 4 } })).toEqual([])
  })

  it('the line of a service, with what it does not carry', async () => {
    const document = await open('compose.yaml')
    const run = await ask<RunLine>(document, 'gpuCompose/dockerRun', inA)
    expect(run).toMatchObject({
      service: 'a',
      lost: [{ key: 'depends_on', why: 'start b first' }, { key: 'networks' }],
      variables: [],
    })
    // The folder of the workspace gives the project its name.
    expect(run.line).toMatch(/^docker run --gpus all -v gpu-composelsp1\w+_data:\/data acme\/worker:1$/)
    expect(await ask(document, 'gpuCompose/dockerRun', { position: { line: 0, character: 0 } })).toBeNull()
  })
})

describe('for a client that has no commands of its own', () => {
  const execute = <T>(lens: CodeLens | undefined): Promise<T> =>
    editor.connection.sendRequest('workspace/executeCommand', {
      command: lens?.command?.command,
      arguments: lens?.command?.arguments,
    })

  it('the server has them, and only then', async () => {
    await open('compose.yaml', {})
    const commands = ['gpuCompose.select', 'gpuCompose.changeGpu', 'gpuCompose.copyAsDockerRun']
    expect(editor.initialized?.capabilities.executeCommandProvider).toEqual({ commands })
    await editor.stop()
    await open('compose.yaml')
    expect(editor.initialized?.capabilities).not.toHaveProperty('executeCommandProvider')
  })

  it('it asks which form is wanted, and applies it', async () => {
    const document = await open('compose.yaml', {})
    const asked: string[] = []
    const applied: ApplyWorkspaceEditParams[] = []
    editor.connection.onRequest('window/showMessageRequest', ({ actions }: ShowMessageRequestParams) => {
      asked.push(...(actions ?? []).map(({ title }) => title))
      return actions?.[0] ?? null
    })
    editor.connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
      applied.push(params)
      return { applied: true }
    })
    await execute((await lensesOf(document))[0])
    expect(asked.length).toBeGreaterThan(1)
    const [change] = (applied[0]?.edit.documentChanges ?? []) as TextDocumentEdit[]
    expect([applied[0]?.label, change?.textDocument.version]).toEqual([asked[0], 1])
    expect(document.after(change?.edits as TextEdit[])).toContain('    deploy:\n')
  })

  it('it shows the docker run line, and opens the service that builds a stage', async () => {
    const messages: string[] = []
    const document = await open('compose.yaml', {})
    editor.connection.onNotification('window/showMessage', ({ message }: { message: string }) => messages.push(message))
    const run = await execute<RunLine>((await lensesOf(document))[1])
    expect(messages[0]?.split('\n').slice(0, 2)).toEqual([run.line, 'depends_on: start b first'])
    await editor.stop()
    const dockerfile = await open('Dockerfile', { showsDocuments: true })
    const shown: ShowDocumentParams[] = []
    editor.connection.onRequest('window/showDocument', (params: ShowDocumentParams) => {
      shown.push(params)
      return { success: true }
    })
    await execute((await lensesOf(dockerfile))[0])
    expect(shown).toMatchObject([{ uri: editor.uri('compose.build.yaml'), selection: { start: { line: 1 } } }])
  })

  it('no lens leads to a document that the client would not open', async () => {
    expect(await lensesOf(await open('Dockerfile', {}))).toEqual([])
  })
})
