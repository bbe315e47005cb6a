import * as vscode from 'vscode'
import { MemoryFiles } from './memory-files'
import { actions, appears, CUDA_LATEST, closeAll, equal, until, VERSION_KEY, vanishes } from './support'

const text = 'version: "3.8"\nservices:\n  a:\n    image: nvidia/cuda:latest # keep\n    gpus: all\n'
const file = vscode.Uri.parse('gpu-compose-memory:/project/docker-compose.yml')

/** Opens the file as it is at first. */
async function openFile(): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text))
  const document = await vscode.workspace.openTextDocument(file)
  await vscode.window.showTextDocument(document)
  return document
}

suite('a file system in memory', () => {
  let provider: vscode.Disposable | undefined
  suiteSetup(() => {
    provider = vscode.workspace.registerFileSystemProvider(file.scheme, new MemoryFiles())
  })
  suiteTeardown(() => provider?.dispose())
  teardown(closeAll)

  test('has findings and quick fixes', async () => {
    const document = await openFile()
    const { range } = await appears(file, CUDA_LATEST)
    const [fix] = await actions(file, range, vscode.CodeActionKind.QuickFix.value)
    if (!fix?.edit) throw new Error('no repair')
    equal(await vscode.workspace.applyEdit(fix.edit), true)
    await vanishes(file, CUDA_LATEST)
    equal(/image: nvidia\/cuda:\d\S+ # keep\n/.test(document.getText()), true)
  })

  test('has the commands', async () => {
    const document = await openFile()
    const { range } = await appears(file, VERSION_KEY)
    const editor = await vscode.window.showTextDocument(document)
    editor.selection = new vscode.Selection(range.start, range.start)
    const page = await vscode.commands.executeCommand<string>('gpuCompose.openRuleDocumentation')
    equal(page.includes(VERSION_KEY), true)
    equal(await vscode.commands.executeCommand('gpuCompose.fixAllInFile'), true)
    equal(document.getText(), text.replace('version: "3.8"\n', ''))
    await vanishes(file, VERSION_KEY)
    equal(await document.save(), true)
    const saved = await until('the saved text', async () =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
    )
    equal(saved, document.getText())
  })
})
