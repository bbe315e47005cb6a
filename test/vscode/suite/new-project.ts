import * as vscode from 'vscode'
import { MemoryFiles } from './memory-files'
import { act, at, closeAll, equal, exists, takeDefaults, until, write } from './support'

/** Every question is answered but the last one: whether the files shall be made. */
const given = {
  framework: 'ollama',
  mode: 'serve',
  vendor: 'nvidia',
  version: '0.33.1',
  gpus: 'all',
  wiring: 'gpus',
  cpuFallback: false,
  extras: [],
}
const readme = '# Mine\n\nMy words.\n'

const newProject = (folder: vscode.Uri, wishes: object = given) =>
  vscode.commands.executeCommand<string | undefined>('gpuCompose.newProject', folder, wishes)
const textAt = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))
const previews = () =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => {
      const uri = input instanceof vscode.TabInputTextDiff ? input.modified : (input as vscode.TabInputText)?.uri
      return uri?.scheme === 'gpu-compose-preview'
    })

const shown = (name: string) => previews().find(({ label }) => label.startsWith(name))

/** The text that a preview has for a file. */
const preview = (uri: vscode.Uri) =>
  vscode.workspace.textDocuments
    .find(({ uri: { scheme, path } }) => scheme === 'gpu-compose-preview' && path === uri.path)
    ?.getText()

suite('New GPU Project', function () {
  // Each of them goes through several lists.
  this.timeout(60_000)

  const folder = at('new project')
  const inFolder = (name: string) => vscode.Uri.joinPath(folder, name)
  teardown(async () => {
    await closeAll()
    if (await exists(folder)) await vscode.workspace.fs.delete(folder, { recursive: true })
  })

  test('asks, writes every file, opens the compose file, and one undo takes all of it back', async () => {
    const made = await takeDefaults(newProject(folder, { framework: 'cuda', mode: 'run' }))
    equal(made, inFolder('docker-compose.yml').toString())
    equal(vscode.window.activeTextEditor?.document.uri.toString(), made)
    equal(vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).length, 0)
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name)
    equal(
      ['Dockerfile', 'README.md', 'docker-compose.yml'].filter((name) => !names.includes(name)),
      [],
    )
    equal(/^# Written by: gpu-compose new cuda==/m.test(await textAt(inFolder('docker-compose.yml'))), true)
    await vscode.commands.executeCommand('undo')
    for (const name of names) await until(`no ${name}`, async () => ((await exists(inFolder(name))) ? undefined : true))
  })

  test('replaces what is there only after its user saw how, and one undo brings it back', async () => {
    const [compose, other] = [inFolder('docker-compose.yml'), inFolder('README.md')]
    await write(compose, 'services: {}\n')
    const running = newProject(folder)
    // The row in front cannot be taken yet.
    await act('acceptSelectedQuickOpenItem')
    await act('quickOpenSelectNext')
    await act('acceptSelectedQuickOpenItem')
    await until('the changes', () => shown('docker-compose.yml'))
    const next = await until('the text that is to come', () => preview(compose))
    // The row behind is in focus: the other file, as it will be.
    await act('acceptSelectedQuickOpenItem')
    await until('the new file', () => shown('README.md'))
    equal([await textAt(compose), await exists(other)], ['services: {}\n', false])
    const promised = [next, preview(other)]
    await takeDefaults(running)
    equal(previews().length, 0)
    const written = [await textAt(compose), await textAt(other)]
    equal([written, written.every((text) => text.includes('ollama'))], [promised, true])
    await vscode.commands.executeCommand('undo')
    const { document } = vscode.window.activeTextEditor ?? {}
    await until('the text as it was', () => (document?.getText() === 'services: {}\n' ? true : undefined))
    await until('no README.md', async () => ((await exists(other)) ? undefined : true))
  })

  test('two files that are replaced come back with one undo', async () => {
    const [compose, page] = [inFolder('docker-compose.yml'), inFolder('README.md')]
    await write(compose, 'services: {}\n')
    await write(page, readme)
    const running = newProject(folder)
    await act('quickOpenSelectNext')
    for (const name of ['docker-compose.yml', 'README.md']) {
      await act('acceptSelectedQuickOpenItem')
      await until(`the changes of ${name}`, () => shown(name))
    }
    const made = await takeDefaults(running)
    equal(made, compose.toString())
    const isWritten = async () => (await textAt(compose)).includes('ollama') && (await textAt(page)).includes('ollama')
    await until('both files', async () => ((await isWritten()) ? true : undefined))
    await vscode.commands.executeCommand('undo')
    const textOf = (uri: vscode.Uri) =>
      vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString())?.getText()
    await until(
      'both texts as they were',
      () => (textOf(compose) === 'services: {}\n' && textOf(page) === readme ? true : undefined),
      () => [textOf(compose), textOf(page)],
    )
  })

  test('a README that is there keeps its words', async () => {
    const other = inFolder('other')
    const inOther = (name: string) => vscode.Uri.joinPath(other, name)
    await write(inOther('README.md'), readme)
    const running = newProject(other)
    await act('quickOpenSelectNext')
    await act('quickOpenSelectNext')
    const made = await takeDefaults(running)
    equal(made, inOther('docker-compose.yml').toString())
    const now = await textAt(inOther('README.md'))
    equal([now.startsWith(readme), now.includes('<!-- gpu-compose:begin -->')], [true, true])
  })

  test('leaving it writes nothing; back asks again', async () => {
    const running = newProject(folder, { ...given, extras: undefined })
    const question = await act('acceptSelectedQuickOpenItem')
    equal((await act('quickInputBack')).startsWith('As written by:'), true)
    equal(await act('closeQuickOpen'), question)
    equal(await running, undefined)
    equal(await exists(folder), false)
  })

  test('what cannot be had is said in the list, with the nearest that can', async () => {
    const small = vscode.Uri.joinPath(folder, 'small')
    await write(vscode.Uri.joinPath(small, '.gpu-compose.yaml'), 'target: { gpus: [RTX 4090] }\n')
    const running = newProject(small, { ...given, gpus: 4 })
    await act('acceptSelectedQuickOpenItem')
    await act('quickOpenSelectNext')
    const made = vscode.Uri.parse((await takeDefaults(running)) ?? '')
    equal(/gpus:\n\s+- driver: nvidia\n\s+count: 1/.test(await textAt(made)), true)
  })

  test('works where files lie on no disk', async () => {
    const memory = vscode.Uri.parse('gpu-compose-new:/project')
    const provider = vscode.workspace.registerFileSystemProvider(memory.scheme, new MemoryFiles())
    const made = vscode.Uri.parse((await takeDefaults(newProject(memory))) ?? '')
    equal((await textAt(made)).includes('ollama'), true)
    await closeAll()
    provider.dispose()
  })
})
