import { afterEach, describe, expect, it } from 'vitest'
import type { DocumentLink, Location, WorkspaceEdit } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Document, Editor } from './support/client'

const dockerfile = 'FROM x AS build\nRUN make\nFROM y\nCOPY --from=build /a /a\n'
const compose =
  'services:\n  db: { image: x }\n  a:\n    build: { context: ., target: build }\n    depends_on: [db]\n    env_file: "ü #1.env"\n'

let editor: Editor
async function open(name = 'Dockerfile', files = {}): Promise<Document> {
  const all = { Dockerfile: dockerfile, 'compose.yaml': compose, 'ü #1.env': 'A=1\n', ...files }
  editor = await Editor.start({ files: all })
  return editor.open(name, all[name as keyof typeof all], name === 'Dockerfile' ? 'dockerfile' : 'yaml')
}
afterEach(() => editor.stop())

const place = (text: string, marked: string) => {
  const offset = text.indexOf(marked.replace('|', '')) + marked.indexOf('|')
  return TextDocument.create('', '', 0, text).positionAt(offset)
}
const ask = <T>(document: Document, method: string, marked?: string, more = {}): Promise<T> =>
  editor.connection.sendRequest(`textDocument/${method}`, {
    textDocument: { uri: document.uri },
    ...(marked && { position: place(document.text, marked) }),
    ...more,
  })
const lines = (locations: readonly Location[]) =>
  locations.map(({ uri, range }) => `${decodeURI(uri).split('/').at(-1)}:${range.start.line + 1}`)

describe('navigation', () => {
  it('is announced', async () => {
    await open()
    expect(editor.initialized?.capabilities).toMatchObject({
      documentLinkProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
    })
  })

  it('links a compose file to what it names, under the addresses that the editor has', async () => {
    const document = await open('compose.yaml')
    const found = await ask<DocumentLink[]>(document, 'documentLink')
    expect(found.map(({ range, target, tooltip }) => [document.at(range), target, tooltip])).toEqual([
      ['.', editor.uri('Dockerfile'), 'Open Dockerfile'],
      ['ü #1.env', editor.uri('ü #1.env'), 'Open ü #1.env'],
    ])
  })

  it('links COPY --from to its stage', async () => {
    const document = await open()
    const [link, ...others] = await ask<DocumentLink[]>(document, 'documentLink')
    expect([link && document.at(link.range), link?.target, others]).toEqual(['build', `${document.uri}#L1`, []])
  })

  it('finds definition and references across files', async () => {
    const document = await open()
    const definition = await ask<Location>(document, 'definition', '--from=bu|ild')
    expect([definition.uri, document.at(definition.range)]).toEqual([document.uri, 'build'])
    const all = await ask<Location[]>(document, 'references', 'AS bu|ild', { context: { includeDeclaration: true } })
    expect(lines(all)).toEqual(['Dockerfile:1', 'Dockerfile:4', 'compose.yaml:4'])
    const uses = await ask<Location[]>(document, 'references', 'AS bu|ild', { context: { includeDeclaration: false } })
    expect(lines(uses)).toEqual(['Dockerfile:4', 'compose.yaml:4'])
    expect(await ask(document, 'definition', 'ma|ke')).toBeNull()
  })

  it('leads from a compose file to the stage and to a service', async () => {
    const document = await open('compose.yaml')
    expect(lines([await ask<Location>(document, 'definition', 'target: |build')])).toEqual(['Dockerfile:1'])
    expect(lines([await ask<Location>(document, 'definition', '[d|b]')])).toEqual(['compose.yaml:2'])
  })

  it('speaks of the text as it stands in the editors, not on the disk', async () => {
    const document = await open()
    const other = await editor.open('compose.yaml', `# one more line\n${compose}`)
    await document.replace('RUN make\n', '')
    const all = await ask<Location[]>(document, 'references', 'AS bu|ild', { context: { includeDeclaration: true } })
    expect(lines(all)).toEqual(['Dockerfile:1', 'Dockerfile:3', 'compose.yaml:5'])
    await other.close()
  })

  it('renames a stage everywhere, with the versions that the edits are for', async () => {
    const document = await open()
    const range = await ask<Location['range']>(document, 'prepareRename', '--from=bu|ild')
    expect(document.at(range)).toBe('build')
    const edit = await ask<WorkspaceEdit>(document, 'rename', '--from=bu|ild', { newName: 'maker' })
    const changes = edit.documentChanges?.flatMap((change) => ('edits' in change ? [change] : [])) ?? []
    expect(changes.map(({ textDocument }) => textDocument)).toEqual([
      { uri: document.uri, version: 1 },
      { uri: editor.uri('compose.yaml'), version: null },
    ])
    expect(document.after(changes[0]?.edits as never)).toBe(dockerfile.replaceAll('build', 'maker'))
    expect(changes[1]?.edits).toMatchObject([{ newText: 'maker', range: { start: { line: 3, character: 33 } } }])
  })

  it('refuses a bad name with a sentence', async () => {
    const document = await open()
    await expect(ask(document, 'rename', 'AS bu|ild', { newName: '1 2' })).rejects.toThrow(/is no name for a stage/)
    expect(await ask(document, 'prepareRename', 'ma|ke')).toBeNull()
  })

  it('answers nothing where the extension is switched off, and for what is none of ours', async () => {
    const document = await open()
    await editor.setSettings({ enable: false })
    expect(await ask(document, 'documentLink')).toEqual([])
    await editor.setSettings({})
    const other = await editor.open('plain.yaml', 'a: 1\n')
    expect([await ask(other, 'documentLink'), await ask(other, 'definition', '|a')]).toEqual([[], null])
  })
})
