import * as vscode from 'vscode'
import { at, closeAll, equal, open, until, write } from './support'

const dockerfile = 'FROM python:3.12 AS build\nRUN pip --version\nFROM python:3.12-slim\nCOPY --from=build /a /a\n'
const compose = 'services:\n  a:\n    build:\n      context: .\n      target: build\n    gpus: all\n'

const spot = (document: vscode.TextDocument, before: string): vscode.Position =>
  document.positionAt(document.getText().indexOf(before) + before.length + 1)

suite('navigation', () => {
  setup(async () => {
    await write(at('nav', 'Dockerfile'), dockerfile)
    await write(at('nav', 'compose.yaml'), compose)
  })
  teardown(async () => {
    await closeAll()
    await vscode.workspace.fs.delete(at('nav'), { recursive: true })
  })

  test('build, and COPY --from, are links', async () => {
    const { document } = await open('nav', 'compose.yaml')
    const links = (uri: vscode.Uri) =>
      vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri)
    const target = await until('a link', async () => (await links(document.uri))[0]?.target?.toString())
    equal(target, at('nav', 'Dockerfile').toString())
    const other = await open('nav', 'Dockerfile')
    const found = await until('a link to a stage', async () =>
      (await links(other.document.uri)).find((link) => link.target?.fragment === 'L1'),
    )
    equal(other.document.getText(found.range), 'build')
  })

  test('a stage is found from the compose file', async () => {
    const { document } = await open('nav', 'compose.yaml')
    const found = await until('a definition', async () => {
      const [first] = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        spot(document, 'target: '),
      )
      return first
    })
    equal([found.uri.toString(), found.range.start.line], [at('nav', 'Dockerfile').toString(), 0])
  })

  test('renaming a stage reaches the service that builds it', async () => {
    const { document } = await open('nav', 'Dockerfile')
    const edit = await until('an edit', async () => {
      const place = spot(document, 'AS ')
      return vscode.commands.executeCommand<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        place,
        'maker',
      )
    })
    equal(await vscode.workspace.applyEdit(edit), true)
    equal(document.getText(), dockerfile.replaceAll('build', 'maker'))
    const other = await vscode.workspace.openTextDocument(at('nav', 'compose.yaml'))
    equal(other.getText(), compose.replace('target: build', 'target: maker'))
    await vscode.window.showTextDocument(other)
  })

  test('a bad name is refused with a sentence', async () => {
    const { document } = await open('nav', 'Dockerfile')
    const refused = await vscode.commands
      .executeCommand('vscode.executeDocumentRenameProvider', document.uri, spot(document, 'AS '), '1 2')
      .then(undefined, (error: Error) => error.message)
    equal(/is no name for a stage/.test(String(refused)), true)
  })
})
