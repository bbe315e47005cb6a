import * as vscode from 'vscode'
import { actions, at, closeAll, equal, extension, open, write } from './support'

const PINNED = '12.4.1-base-ubuntu22.04'

/** Applies the rewriting whose title begins so, with the cursor on a line. @returns the text that is there then */
async function rewrite(path: readonly string[], line: number, title: string): Promise<string> {
  const { document } = await open(...path)
  const cursor = new vscode.Range(line, 4, line, 4)
  const offered = await actions(document.uri, cursor, vscode.CodeActionKind.RefactorRewrite.value)
  const found = offered.find((one) => one.title.startsWith(title))
  if (!found?.edit) throw new Error(`not offered among: ${offered.map((one) => one.title).join(' | ')}`)
  equal(await vscode.workspace.applyEdit(found.edit), true)
  return document.getText()
}

suite('rewritings of images and stages', () => {
  const folder = 'rewrites'
  suiteSetup(async function () {
    this.timeout(60_000)
    await (await extension().activate()).ready
  })
  teardown(async () => {
    await closeAll()
    await vscode.workspace.fs.delete(at(folder), { recursive: true })
  })

  test('pins the tag of an image to its newest patch, in a compose file', async () => {
    const text = 'services:\n  a:\n    image: "nvidia/cuda:12.4.0-base-ubuntu22.04" # keep\n    gpus: all\n'
    await write(at(folder, 'compose.yaml'), text)
    const changed = await rewrite([folder, 'compose.yaml'], 2, `Pin nvidia/cuda to ${PINNED}`)
    equal(changed, text.replace('12.4.0', '12.4.1'))
  })

  test('pins it in the default of an ARG', async () => {
    const text = 'ARG CUDA=12.4.0\r\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\r\nRUN true\r\n'
    await write(at(folder, 'Dockerfile'), text)
    equal(await rewrite([folder, 'Dockerfile'], 1, `Pin nvidia/cuda to ${PINNED}`), text.replace('12.4.0', '12.4.1'))
  })

  test('adds CUDA libraries to a stage, in one edit that one undo takes back', async () => {
    const text = 'FROM python:3.12-slim\nRUN pip install onnxruntime-gpu==1.20.1\n'
    await write(at(folder, 'Dockerfile'), text)
    const changed = await rewrite([folder, 'Dockerfile'], 0, 'Add CUDA libraries to this stage')
    equal(
      changed.startsWith('FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04 AS cuda\n\nFROM python:3.12-slim\n'),
      true,
    )
    equal(changed.includes('COPY --from=cuda /usr/local/cuda-12.6 /usr/local/cuda\n'), true)
    await vscode.commands.executeCommand('undo')
    equal(vscode.window.activeTextEditor?.document.getText(), text)
  })

  test('moves a stage to nvidia/cuda and keeps its Python', async () => {
    await write(at(folder, 'Dockerfile'), 'FROM python:3.12-slim\nRUN pip install tensorflow==2.20.0\n')
    const changed = await rewrite([folder, 'Dockerfile'], 0, 'Move this stage to nvidia/cuda:')
    equal(changed.startsWith('FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04\n'), true)
    equal(changed.includes('ENV PATH=/opt/venv/bin:$PATH\nRUN pip install tensorflow==2.20.0\n'), true)
  })
})
