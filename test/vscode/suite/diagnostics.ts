import * as vscode from 'vscode'
import {
  appears,
  at,
  CUDA_LATEST,
  closeAll,
  edit,
  equal,
  open,
  ours,
  rules,
  VERSION_KEY,
  vanishes,
  write,
} from './support'

suite('diagnostics', () => {
  teardown(closeAll)

  test('appear on opening, with place, severity, source, page and tag', async () => {
    const { document } = await open('docker-compose.yml')
    const latest = await appears(document.uri, CUDA_LATEST)
    equal(document.getText(latest.range), 'nvidia/cuda:latest')
    equal(latest.severity, vscode.DiagnosticSeverity.Error)
    const target = typeof latest.code === 'object' ? latest.code.target.path : ''
    equal(target.includes('docs/rules/image/cuda-tag-latest'), true)
    const version = await appears(document.uri, VERSION_KEY)
    equal([version.range.start.line, version.severity], [1, vscode.DiagnosticSeverity.Information])
    equal(version.tags, [vscode.DiagnosticTag.Unnecessary])
  })

  test('follow the text while it is typed', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, CUDA_LATEST)
    await edit(document, 'nvidia/cuda:latest', 'nvidia/cuda:12.4.1-base-ubuntu22.04')
    await vanishes(document.uri, CUDA_LATEST)
    await edit(document, '# Keep this comment.', '# ä𝄞\n# Keep this comment.')
    await edit(document, '12.4.1-base-ubuntu22.04', 'latest')
    const moved = await appears(document.uri, CUDA_LATEST)
    equal([moved.range.start.line, document.getText(moved.range)], [6, 'nvidia/cuda:latest'])
  })

  test('vanish with the file', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, VERSION_KEY)
    await closeAll()
    await vanishes(document.uri, VERSION_KEY)
  })

  test('a Dockerfile has them too', async () => {
    const { document } = await open('Dockerfile')
    equal(document.getText((await appears(document.uri, CUDA_LATEST)).range), 'nvidia/cuda:latest')
  })

  test('an ordinary YAML file has none', async () => {
    await open('docker-compose.yml')
    await appears(at('docker-compose.yml'), VERSION_KEY)
    const { document } = await open('plain.yaml')
    await edit(document, 'on: push', 'version: "3"')
    await appears(at('docker-compose.yml'), VERSION_KEY)
    equal(rules(document.uri), [])
  })

  test('a path with blanks, #, % and umlauts', async () => {
    const { document } = await open('mit Leerzeichen #1 ü%20', 'docker-compose.yml')
    equal((await appears(document.uri, VERSION_KEY)).range.start.line, 0)
  })

  test('an unsaved text is checked as its language', async () => {
    const text = 'FROM nvidia/cuda:latest\n'
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: text })
    await vscode.window.showTextDocument(document)
    await appears(document.uri, CUDA_LATEST)
  })

  test('change when a file that is named changes on the disk', async () => {
    const { document } = await open('docker-compose.env.yml')
    await appears(document.uri, CUDA_LATEST)
    await write(at('.env'), 'TAG=12.4.1-base-ubuntu22.04\n')
    await vanishes(document.uri, CUDA_LATEST)
    await write(at('.env'), 'TAG=latest\n')
    await appears(document.uri, CUDA_LATEST)
  })

  test('come once', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, CUDA_LATEST)
    equal(ours(document.uri).length, new Set(ours(document.uri).map(({ message }) => message)).size)
  })
})
