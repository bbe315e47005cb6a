import * as vscode from 'vscode'
import { appears, at, CUDA_LATEST, closeAll, equal, open, VERSION_KEY, vanishes, write } from './support'

const set = (name: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('gpuCompose').update(name, value, vscode.ConfigurationTarget.Workspace)

suite('settings', () => {
  teardown(closeAll)

  test('a rule can be switched off and made louder', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, VERSION_KEY)
    await set('rules', { [VERSION_KEY]: 'off' })
    await vanishes(document.uri, VERSION_KEY)
    await appears(document.uri, CUDA_LATEST)
    await set('rules', { [VERSION_KEY]: 'error' })
    equal((await appears(document.uri, VERSION_KEY)).severity, vscode.DiagnosticSeverity.Error)
    await set('rules', undefined)
  })

  test('the extension can be switched off', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, CUDA_LATEST)
    await set('enable', false)
    await vanishes(document.uri, CUDA_LATEST)
    await set('enable', undefined)
    await appears(document.uri, CUDA_LATEST)
  })

  test('the configuration file stands before the settings', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, CUDA_LATEST)
    await set('rules', { [CUDA_LATEST]: 'error' })
    await write(at('.gpu-compose.yaml'), `rules: { ${CUDA_LATEST}: off }\n`)
    await vanishes(document.uri, CUDA_LATEST)
    await vscode.workspace.fs.delete(at('.gpu-compose.yaml'))
    await appears(document.uri, CUDA_LATEST)
    await set('rules', undefined)
  })

  test('what is wrong in the configuration file is said there', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, VERSION_KEY)
    await write(at('.gpu-compose.yaml'), 'rules: { compose/no-such-rule: off }\n')
    const wrong = await appears(at('.gpu-compose.yaml'), 'config')
    equal(wrong.range.start.character, 9)
    await vscode.workspace.fs.delete(at('.gpu-compose.yaml'))
    await vanishes(at('.gpu-compose.yaml'), 'config')
  })
})
