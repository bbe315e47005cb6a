import * as vscode from 'vscode'
import { actions, appears, at, CUDA_LATEST, closeAll, equal, open, until, vanishes } from './support'

/** The action of that title on the finding in a file. */
async function offered(start: string, ...path: string[]) {
  const { document } = await open(...path)
  const { range } = await appears(document.uri, CUDA_LATEST)
  const all = await actions(document.uri, range, 'quickfix.gpuCompose')
  const action = all.find(({ title }) => title.startsWith(start))
  if (!action?.edit) throw new Error(`no "${start}" among ${all.map(({ title }) => title).join(', ')}`)
  return { document, action, edit: action.edit }
}

suite('quieting', () => {
  teardown(closeAll)

  test('a finding is suppressed by a comment, whose reason is selected', async () => {
    const { document, action, edit } = await offered(`Suppress ${CUDA_LATEST} here`, 'docker-compose.yml')
    const before = document.getText()
    equal(await vscode.workspace.applyEdit(edit), true)
    const comment = `    # gpu-compose-ignore ${CUDA_LATEST} : reason\n`
    equal(document.getText(), before.replace('    image:', `${comment}    image:`))
    await vanishes(document.uri, CUDA_LATEST)
    const { command = '', arguments: args = [] } = action.command ?? {}
    await vscode.commands.executeCommand(command, ...args)
    const selected = await until('a selection', () => {
      const editor = vscode.window.activeTextEditor
      return editor?.selection.isEmpty === false ? editor.document.getText(editor.selection) : undefined
    })
    equal(selected, 'reason')
  })

  test('a rule is disabled in a configuration made for it', async () => {
    const config = at('.gpu-compose.yaml')
    const { document, edit } = await offered(`Disable ${CUDA_LATEST} in the configuration`, 'docker-compose.yml')
    equal(await vscode.workspace.applyEdit(edit), true)
    await vanishes(document.uri, CUDA_LATEST)
    const made = await vscode.workspace.openTextDocument(config)
    equal(made.getText(), `rules:\n  ${CUDA_LATEST}: off\n`)
    await made.save()
    await vscode.workspace.fs.delete(config)
    await appears(document.uri, CUDA_LATEST)
  })
})
