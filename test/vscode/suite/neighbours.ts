import * as vscode from 'vscode'
import { appears, CUDA_LATEST, closeAll, edit, equal, open, rules, VERSION_KEY, vanishes } from './support'

const SCHEMA = 'compose/schema'
const present = vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined

const set = (value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('gpuCompose').update('schema', value, vscode.ConfigurationTarget.Workspace)

suite(`neighbours (${present ? 'with a stand-in for Red Hat YAML' : 'without Red Hat YAML'})`, () => {
  teardown(closeAll)

  test('what breaks the schema is said once', async () => {
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, CUDA_LATEST)
    await edit(document, 'command:', 'comand:')
    // When this one is gone, the text with the mistake has been checked.
    await edit(document, 'nvidia/cuda:latest', 'nvidia/cuda:12.4.1-base-ubuntu22.04')
    await vanishes(document.uri, CUDA_LATEST)
    await appears(document.uri, VERSION_KEY)
    equal(rules(document.uri).includes(SCHEMA), !present)
  })

  test('the setting stands before what is guessed', async () => {
    const { document } = await open('docker-compose.yml')
    await edit(document, 'command:', 'comand:')
    await set('always')
    await appears(document.uri, SCHEMA)
    await set('never')
    await vanishes(document.uri, SCHEMA)
    await set(undefined)
  })
})
