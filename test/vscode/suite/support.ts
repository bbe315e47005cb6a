import * as vscode from 'vscode'

interface Api {
  readonly ready: Promise<void>
  readonly asking: () => string | undefined
}

export const ID = 'gpu-compose.gpu-compose'
export const CUDA_LATEST = 'image/cuda-tag-latest'
export const VERSION_KEY = 'compose/version-key-obsolete'

export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`expected ${b}\n     got ${a}`)
}

/** Waits for a value; a timeout tells what was there last. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  last?: () => unknown,
  patience = 10_000,
) {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(20)) {
    const got = await probe()
    if (got !== undefined) return got
  }
  throw new Error(`waited in vain for ${what}${last ? `; there is: ${JSON.stringify(last())}` : ''}`)
}

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export function extension(): vscode.Extension<Api> {
  const found = vscode.extensions.getExtension(ID)
  if (!found) throw new Error(`${ID} is not there`)
  return found
}

export function folder(): vscode.WorkspaceFolder {
  const [first] = vscode.workspace.workspaceFolders ?? []
  if (!first) throw new Error('no workspace folder')
  return first
}

export const at = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(folder().uri, ...path)

/** Opens as the explorer does: a document that a test itself loads stays loaded for minutes. */
export async function open(...path: string[]): Promise<vscode.TextEditor> {
  const uri = at(...path)
  await vscode.commands.executeCommand('vscode.open', uri)
  const active = () => vscode.window.activeTextEditor
  return until(`an editor of ${path.join('/')}`, () =>
    active()?.document.uri.toString() === uri.toString() ? active() : undefined,
  )
}

export const write = (uri: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text))

export const exists = (uri: vscode.Uri): Thenable<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  )

export async function closeAll(): Promise<void> {
  for (const editor of vscode.window.visibleTextEditors) {
    await vscode.window.showTextDocument(editor.document)
    await vscode.commands.executeCommand('workbench.action.files.revert')
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors')
}

export const ours = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'gpu-compose')

export const ruleOf = ({ code }: vscode.Diagnostic): string =>
  typeof code === 'object' ? String(code.value) : String(code)

export const rules = (uri: vscode.Uri): readonly string[] => ours(uri).map(ruleOf).sort()

export const appears = (uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> =>
  until(
    rule,
    () => ours(uri).find((one) => ruleOf(one) === rule),
    () => rules(uri),
  )

export const vanishes = (uri: vscode.Uri, rule: string): Promise<true> =>
  until(
    `no ${rule}`,
    () => (rules(uri).includes(rule) ? undefined : true),
    () => rules(uri),
  )

export async function edit(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from)
  if (start < 0) throw new Error(`no "${from}" in the text`)
  const change = new vscode.WorkspaceEdit()
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length))
  change.replace(document.uri, range, to)
  equal(await vscode.workspace.applyEdit(change), true)
}

/** With their edits, also of those that are asked for theirs when they are chosen. */
export const actions = (uri: vscode.Uri, range: vscode.Range, kind: string): Thenable<vscode.CodeAction[]> =>
  vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind, 100)

/** Takes the choice in front of every list that opens, until the command has ended. */
export async function takeDefaults<T>(running: Thenable<T>): Promise<T> {
  const ended = Promise.resolve(running).then((result) => ({ result }))
  for (;;) {
    const end = await Promise.race([ended, listOpen()])
    if (typeof end === 'object') return end.result
    await act('acceptSelectedQuickOpenItem')
  }
}

type Key = 'acceptSelectedQuickOpenItem' | 'quickOpenSelectNext' | 'quickInputBack' | 'closeQuickOpen'

/** A key in the list that is open, or opens next. @returns what that list asks */
export async function act(key: Key): Promise<string> {
  const asked = await listOpen()
  await vscode.commands.executeCommand(`workbench.action.${key}`)
  return asked
}

/** The window draws a list in the turn behind. */
async function listOpen(): Promise<string> {
  const asking = () => (extension().isActive ? extension().exports.asking() : undefined)
  // A diff that is drawn first takes a busy machine long.
  const asked = await until('a list', asking, undefined, 30_000)
  await sleep(50)
  return asked
}
