import * as vscode from 'vscode'
import { at, closeAll, open, until, write } from './support'

suite('the schema of the configuration', () => {
  teardown(async () => {
    await closeAll()
    await vscode.workspace.fs.delete(at('.gpu-compose.json'))
  })

  test('is wired to .gpu-compose.json: the editor itself refuses what it does not know', async () => {
    await write(at('.gpu-compose.json'), '{ "rules": { "image/cuda-tag-latest": "loud" } }\n')
    const { document } = await open('.gpu-compose.json')
    const all = () => vscode.languages.getDiagnostics(document.uri)
    const refused = () =>
      all().find(({ source, range }) => source !== 'gpu-compose' && document.getText(range) === '"loud"')
    await until('what the schema refuses', refused, () => all().map(({ source, message }) => [source, message]))
  })
})
