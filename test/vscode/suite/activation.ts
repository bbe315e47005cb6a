import * as vscode from 'vscode'
import { closeAll, equal, extension, open, sleep, until } from './support'

suite('activation', () => {
  suiteTeardown(closeAll)

  test('an ordinary YAML file does not wake the extension', async () => {
    await open('plain.yaml')
    await sleep(500)
    equal(extension().isActive, false)
  })

  test('a compose file wakes it', async () => {
    const started = performance.now()
    await open('docker-compose.yml')
    await until('activation', () => extension().isActive || undefined)
    await extension().exports.ready
    const took = Math.round(performance.now() - started)
    const { version, env } = vscode
    console.log(`  info VS Code ${version}, ${env.remoteName ?? 'no remote'}: file opened to server ready ${took} ms`)
  })

  test('its commands are there', async () => {
    const all = await vscode.commands.getCommands(true)
    const names = ['changeGpu', 'checkWorkspace', 'copyAsDockerRun', 'fixAllInFile', 'openRuleDocumentation', 'restart']
    equal(
      names.filter((name) => !all.includes(`gpuCompose.${name}`)),
      [],
    )
  })
})
