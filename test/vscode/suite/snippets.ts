import * as vscode from 'vscode'
import {
  appears,
  at,
  CUDA_LATEST,
  closeAll,
  edit,
  equal,
  open,
  rules,
  until,
  VERSION_KEY,
  vanishes,
  write,
} from './support'

const NO_REQUEST = 'compose/gpu-image-without-gpu-request'

suite('snippets', () => {
  teardown(async () => {
    await closeAll()
    await vscode.workspace.fs.delete(at('snippets'), { recursive: true })
  })

  /** Opens a text with its cursor at ⟦⟧, or with what stands in it chosen. */
  async function draw(name: string, text: string): Promise<vscode.TextEditor> {
    await write(at('snippets', name), text.replace(/[⟦⟧]/g, ''))
    const editor = await open('snippets', name)
    const { document } = editor
    const [start, end] = [text.indexOf('⟦'), text.indexOf('⟧') - 1]
    editor.selection = new vscode.Selection(document.positionAt(start), document.positionAt(end))
    return editor
  }

  const insert = (langId: string, name: string) =>
    vscode.commands.executeCommand('editor.action.insertSnippet', { langId, name })

  test('a request is completed by its prefix in a compose file', async () => {
    const start = 'services:\n  a:\n    image: nvidia/cuda:12.6.3-base-ubuntu24.04\n    '
    const { document } = await draw('compose.yaml', `${start}⟦⟧\n`)
    equal(document.languageId, 'dockercompose')
    await appears(document.uri, NO_REQUEST)
    await vscode.commands.executeCommand('type', { text: 'gpu-deploy' })
    await vscode.commands.executeCommand('editor.action.triggerSuggest')
    await until('the request in the text', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion')
      return document.getText().includes('count: all') ? true : undefined
    })
    equal(document.getText().startsWith(`${start}deploy:\n      resources:\n        reservations:\n`), true)
    await edit(document, 'services:', 'version: "3.8"\nservices:')
    await appears(document.uri, VERSION_KEY)
    equal(rules(document.uri), [VERSION_KEY])
  })

  test('a service is inserted by its name', async () => {
    const { document } = await draw('compose.yaml', 'services:\n  ⟦b:\n    image: nvidia/cuda:latest⟧\n')
    await appears(document.uri, CUDA_LATEST)
    await insert('yaml', 'GPU: service NVIDIA Triton')
    await vanishes(document.uri, CUDA_LATEST)
    equal(rules(document.uri), [])
    equal(/^services:\n {2}triton:\n {4}image: nvcr\.io\/nvidia\/tritonserver:/.test(document.getText()), true)
  })

  test('a Dockerfile is inserted by its name', async () => {
    const { document } = await draw('Dockerfile', '⟦FROM nvidia/cuda:latest\n⟧')
    await appears(document.uri, CUDA_LATEST)
    await insert('dockerfile', 'GPU: Dockerfile PyTorch')
    await vanishes(document.uri, CUDA_LATEST)
    equal(rules(document.uri), [])
    equal(document.getText().includes('ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1\n'), true)
    equal(document.getText().endsWith('CMD ["python", "serve.py"]'), true)
  })

  test('a manifest is inserted by its name', async () => {
    const old = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: nvidia/cuda:latest\n'
    const { document } = await draw('pod.yaml', `⟦${old}⟧`)
    await appears(document.uri, CUDA_LATEST)
    await insert('yaml', 'GPU: pod that shows its GPUs')
    await vanishes(document.uri, CUDA_LATEST)
    equal(rules(document.uri), [])
    equal(document.getText().endsWith('limits:\n          nvidia.com/gpu: 1'), true)
  })
})
