import * as vscode from 'vscode'
import { actions, appears, CUDA_LATEST, closeAll, equal, open, VERSION_KEY, vanishes } from './support'

/** Applies the one repair of a rule in a file. @returns the repair and the text before and after */
async function repair(rule: string, ...path: string[]) {
  const { document } = await open(...path)
  const before = document.getText()
  const diagnostic = await appears(document.uri, rule)
  const offered = await actions(document.uri, diagnostic.range, vscode.CodeActionKind.QuickFix.value)
  const [fix, ...others] = offered.filter(({ kind }) => kind?.value === vscode.CodeActionKind.QuickFix.value)
  equal(
    others.map(({ title }) => title),
    [],
  )
  if (!fix?.edit) throw new Error('no repair')
  equal(await vscode.workspace.applyEdit(fix.edit), true)
  await vanishes(document.uri, rule)
  return { fix, before, after: document.getText(), document }
}

suite('quick fixes', () => {
  teardown(closeAll)

  test('a safe one is preferred and changes nothing else', async () => {
    const { fix, before, after } = await repair(VERSION_KEY, 'docker-compose.yml')
    equal(fix.isPreferred, true)
    equal(after, before.replace('version: "3.8"\n', ''))
  })

  test('an unsafe one is offered and changes nothing else', async () => {
    const { fix, before, after } = await repair(CUDA_LATEST, 'docker-compose.yml')
    equal(fix.isPreferred ?? false, false)
    const tag = /nvidia\/cuda:(\S+)/.exec(after)?.[1] ?? ''
    equal(/^\d+\.\d+\.\d+-\w+-ubuntu\d\d\.04$/.test(tag), true)
    equal(after, before.replace('nvidia/cuda:latest', `nvidia/cuda:${tag}`))
  })

  test('in a Dockerfile', async () => {
    const { before, after } = await repair(CUDA_LATEST, 'Dockerfile')
    const tag = /nvidia\/cuda:(\S+)/.exec(after)?.[1] ?? ''
    equal(after, before.replace('nvidia/cuda:latest', `nvidia/cuda:${tag}`))
  })

  test('with CRLF line ends', async () => {
    const { before, after } = await repair(VERSION_KEY, 'docker-compose.crlf.yml')
    equal(before.startsWith('version: "3.8"\r\n'), true)
    equal(after, before.replace('version: "3.8"\r\n', ''))
  })

  test('fix all repairs what is safe and leaves the rest', async () => {
    const { document } = await open('docker-compose.yml')
    const before = document.getText()
    await appears(document.uri, VERSION_KEY)
    equal(await vscode.commands.executeCommand('gpuCompose.fixAllInFile'), true)
    equal(document.getText(), before.replace('version: "3.8"\n', ''))
    await vanishes(document.uri, VERSION_KEY)
    await appears(document.uri, CUDA_LATEST)
    equal(await vscode.commands.executeCommand('gpuCompose.fixAllInFile'), false)
  })

  test('fix on save runs the source action', async () => {
    const { document } = await open('docker-compose.crlf.yml')
    await appears(document.uri, VERSION_KEY)
    const whole = new vscode.Range(0, 0, document.lineCount, 0)
    const kinds = (await actions(document.uri, whole, 'source.fixAll')).map(({ kind }) => kind?.value)
    equal(kinds.includes('source.fixAll.gpuCompose'), true)
  })
})
