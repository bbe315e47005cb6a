import * as vscode from 'vscode'
import { appears, at, CUDA_LATEST, closeAll, edit, equal, open, ours, VERSION_KEY, vanishes } from './support'

interface Summary {
  readonly files: number
  readonly errors: number
}

suite('commands', () => {
  teardown(closeAll)

  test('Check Workspace finds the problems of files that are not open', async () => {
    const summary = await vscode.commands.executeCommand<Summary>('gpuCompose.checkWorkspace')
    // Two compose files, the one under an umlaut, the one with CRLF, and the Dockerfile; plain.yaml is none of ours.
    equal([summary.files, summary.errors], [5, 3])
    equal(ours(at('Dockerfile')).length > 0, true)
    await appears(at('docker-compose.env.yml'), CUDA_LATEST)
  })

  test('Open Rule Documentation opens the page of the rule under the cursor', async () => {
    const editor = await open('docker-compose.yml')
    const { range } = await appears(editor.document.uri, CUDA_LATEST)
    editor.selection = new vscode.Selection(range.start, range.start)
    const page = await vscode.commands.executeCommand<string>('gpuCompose.openRuleDocumentation')
    equal(/^https:.*docs\/rules\/image\/cuda-tag-latest/.test(page), true)
  })

  test('Restart Language Server brings everything back', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, VERSION_KEY)
    await vscode.commands.executeCommand('gpuCompose.restart')
    await appears(document.uri, VERSION_KEY)
    await edit(document, 'version: "3.8"\n', '')
    await vanishes(document.uri, VERSION_KEY)
  })
})
