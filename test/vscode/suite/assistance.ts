import * as vscode from 'vscode'
import { at, closeAll, edit, equal, open, until, write } from './support'

const dockerfile = 'FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\nRUN nvidia-smi\n'
const compose = 'services:\n  a:\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\n    gpus: all\n'

suite('assistance', () => {
  setup(async () => {
    await write(at('assist', 'Dockerfile'), dockerfile)
    await write(at('assist', 'compose.yaml'), compose)
  })
  teardown(async () => {
    await closeAll()
    await vscode.workspace.fs.delete(at('assist'), { recursive: true })
  })

  const hints = async ({ document }: vscode.TextEditor): Promise<readonly string[]> => {
    const all = new vscode.Range(0, 0, document.lineCount, 0)
    const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      all,
    )
    return found.map(({ label }) => String(label)).sort()
  }

  test('hints say what an image holds and what a service will see', async () => {
    const editor = await open('assist', 'compose.yaml')
    const found = await until('hints', async () => {
      const labels = await hints(editor)
      return labels.length === 2 ? labels : undefined
    })
    equal(found, ['CUDA 12.4 · driver ≥ 525.60.13 (R550 shipped)', 'sees all GPUs'])
    await edit(editor.document, '12.4.1', '13.0.2')
    equal((await hints(editor))[0], 'CUDA 13.0 · driver ≥ 580.65.06 (R580 shipped)')
  })

  test('hints are switched off by their setting', async () => {
    const editor = await open('assist', 'Dockerfile')
    await until('hints', async () => ((await hints(editor)).length === 1 ? true : undefined))
    const settings = vscode.workspace.getConfiguration('gpuCompose')
    await settings.update('inlayHints.enable', false, vscode.ConfigurationTarget.Workspace)
    await until('no hints', async () => ((await hints(editor)).length === 0 ? true : undefined))
    await settings.update('inlayHints.enable', undefined, vscode.ConfigurationTarget.Workspace)
    await until('hints again', async () => ((await hints(editor)).length === 1 ? true : undefined))
  })

  test('a hover explains an image', async () => {
    const { document } = await open('assist', 'Dockerfile')
    const text = await until('a hover', async () => {
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(0, 10),
      )
      const texts = found.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value))
      return texts.find((one) => one.includes('cuDNN 9.1.0.70'))
    })
    equal(text.startsWith('**nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04**'), true)
  })

  test('tags are proposed while an image is typed, and one is taken', async () => {
    const editor = await open('assist', 'compose.yaml')
    await edit(editor.document, '12.4.1-base-ubuntu22.04', '12.4.1-cudnn-')
    const place = editor.document.lineAt(2).range.end
    const found = await until('proposals', async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        place,
      )
      return list.items.find(({ label }) => label === '12.4.1-cudnn-runtime-ubuntu22.04')
    })
    // The row has no room for all of it.
    equal([found.detail, found.documentation], ['cuDNN 9.1', 'cuDNN 9.1 · driver ≥ 525.60.13'])
    editor.selection = new vscode.Selection(place, place)
    await vscode.commands.executeCommand('editor.action.triggerSuggest')
    await until('the tag in the text', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion')
      return editor.document.getText().includes('nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04\n') ? true : undefined
    })
  })
})
