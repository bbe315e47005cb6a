import * as vscode from 'vscode'
import { at, closeAll, equal, open, sleep, until, write } from './support'

const compose =
  'services:\n  a:\n    image: acme/worker:1\n    build:\n      context: .\n    gpus: all\n    environment:\n      NAME: two words\n    depends_on: [b]\n  b:\n    image: x\n'

const lenses = (uri: vscode.Uri): Thenable<vscode.CodeLens[]> =>
  vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 10)

/** The command of the lens with a title. */
const lens = (uri: vscode.Uri, title: string): Promise<vscode.Command> =>
  until(
    title,
    async () => (await lenses(uri)).find(({ command }) => command?.title === title)?.command,
    () => vscode.window.activeTextEditor?.document.getText(),
  )

const run = <T>({ command, arguments: args = [] }: vscode.Command): Thenable<T> =>
  vscode.commands.executeCommand<T>(command, ...args)

suite('lenses', () => {
  setup(async () => {
    await write(at('lens', 'compose.yaml'), compose)
    await write(at('lens', 'Dockerfile'), 'FROM python:3.12\n')
  })
  teardown(async () => {
    await closeAll()
    await vscode.workspace.fs.delete(at('lens'), { recursive: true })
  })

  test('the GPU request of a service is changed by choice', async () => {
    const { document } = await open('lens', 'compose.yaml')
    const command = await lens(document.uri, 'GPU: all of gpus · change…')
    const changed = run<boolean>(command)
    // The first choice is taken as soon as the list is open.
    const done = await until('the change', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem')
      return Promise.race([changed, sleep(100)])
    })
    equal(done, true)
    equal(/ {4}deploy:\n {6}resources:\n/.test(document.getText()), true)
    await lens(document.uri, 'GPU: all of deploy · change…')
  })

  test('a service is copied as a docker run line', async () => {
    const { document } = await open('lens', 'compose.yaml')
    const copied = await run<{ line: string; lost: { key: string }[] }>(await lens(document.uri, 'Copy as docker run'))
    equal(copied.line, "docker run --gpus all -e 'NAME=two words' acme/worker:1")
    equal(
      copied.lost.map(({ key }) => key),
      ['build', 'depends_on', 'networks'],
    )
    equal(await vscode.env.clipboard.readText(), copied.line)
  })

  test('the palette copies the service under the cursor', async () => {
    const editor = await open('lens', 'compose.yaml')
    await lens(editor.document.uri, 'Copy as docker run')
    const line = editor.document.lineCount - 2
    editor.selection = new vscode.Selection(line, 0, line, 0)
    const copied = await vscode.commands.executeCommand<{ line: string }>('gpuCompose.copyAsDockerRun')
    equal([copied.line, await vscode.env.clipboard.readText()], ['docker run x', 'docker run x'])
    editor.selection = new vscode.Selection(0, 0, 0, 0)
    equal(await vscode.commands.executeCommand('gpuCompose.copyAsDockerRun'), undefined)
    equal(await vscode.commands.executeCommand('gpuCompose.changeGpu'), false)
  })

  test('a stage leads to the service that builds it', async () => {
    const { document } = await open('lens', 'Dockerfile')
    await run(await lens(document.uri, 'Built by a'))
    const editor = await until('the compose file', () => {
      const active = vscode.window.activeTextEditor
      return active?.document.uri.path.endsWith('/lens/compose.yaml') ? active : undefined
    })
    equal(editor.document.getText(editor.selection), 'a')
  })

  test('they can be switched off', async () => {
    const { document } = await open('lens', 'compose.yaml')
    await lens(document.uri, 'Copy as docker run')
    const settings = vscode.workspace.getConfiguration('gpuCompose')
    await settings.update('codeLens.enable', false, vscode.ConfigurationTarget.Workspace)
    await until('no lens', async () => ((await lenses(document.uri)).length === 0 ? true : undefined))
    await settings.update('codeLens.enable', undefined, vscode.ConfigurationTarget.Workspace)
    await lens(document.uri, 'Copy as docker run')
  })
})
