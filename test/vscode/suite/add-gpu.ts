import * as vscode from 'vscode'
import { act, at, closeAll, equal, open, takeDefaults, write } from './support'

const compose = '# ours\nservices:\n  a:\n    image: x # keep\n  b:\n    image: y\n  c:\n    image: z\n    gpus: all\n'

suite('Add GPU to Service', () => {
  setup(() => write(at('give', 'compose.yaml'), compose))
  teardown(async () => {
    await closeAll()
    await vscode.workspace.fs.delete(at('give'), { recursive: true })
  })
  const addGpu = () => vscode.commands.executeCommand<boolean>('gpuCompose.addGpu')
  const reserved = (from: string) =>
    `${from}    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: all\n              capabilities: [gpu]\n`

  test('gives the service under the cursor a GPU in one edit, which one undo takes back', async () => {
    const editor = await open('give', 'compose.yaml')
    editor.selection = new vscode.Selection(5, 6, 5, 6)
    equal(await takeDefaults(addGpu()), true)
    equal(editor.document.getText(), compose.replace('    image: y\n', reserved('    image: y\n')))
    await vscode.commands.executeCommand('undo')
    equal(editor.document.getText(), compose)
  })

  test('asks for the service where several could be meant', async () => {
    const editor = await open('give', 'compose.yaml')
    editor.selection = new vscode.Selection(0, 0, 0, 0)
    const running = addGpu()
    await act('quickOpenSelectNext')
    equal(await takeDefaults(running), true)
    equal(editor.document.getText(), compose.replace('    image: y\n', reserved('    image: y\n')))
  })
})
