import { env, l10n, Uri, window, workspace } from 'vscode'
import type { BaseLanguageClient, Position, TextDocumentPositionParams } from 'vscode-languageclient'
import { type Change, methods, type RunLine } from '../lsp/protocol'
import type { Running } from './client'
import { say } from './say'

/** Lets the user choose another form for the GPU request of a service. @returns whether the text changed */
export async function changeGpu(running: Running, ...place: unknown[]): Promise<boolean> {
  const [client, at] = [await running.client(), placeOf(place)]
  const changes = client && at && (await client.sendRequest<Change[]>(methods.changes, paramsOf(client, at)))
  if (!client || !changes || changes.length === 0) {
    say(l10n.t('GPU Compose: no GPU request here that can be written in another form'))
    return false
  }
  const items = changes.map(({ title, edit }) => ({ label: title, edit }))
  const chosen = await window.showQuickPick(items, {
    placeHolder: l10n.t('How should the service ask for its GPUs?'),
  })
  const edit = chosen && (await client.protocol2CodeConverter.asWorkspaceEdit(chosen.edit))
  return edit ? workspace.applyEdit(edit) : false
}

/** Copies a service as a `docker run` line, and says what it does not carry. */
export async function copyAsDockerRun(running: Running, ...place: unknown[]): Promise<RunLine | undefined> {
  const [client, at] = [await running.client(), placeOf(place)]
  const run = client && at && (await client.sendRequest<RunLine | null>(methods.dockerRun, paramsOf(client, at)))
  if (!run) {
    say(l10n.t('GPU Compose: no service here that can be run alone'))
    return undefined
  }
  await env.clipboard.writeText(run.line)
  say(inWords(run))
  for (const { key, why } of run.lost) client.outputChannel.appendLine(`docker run ${run.service}: ${key}: ${why}`)
  return run
}

function inWords({ service, lost, variables }: RunLine): string {
  const keys = [...new Set(lost.map(({ key }) => key))]
  const parts = [
    l10n.t('GPU Compose: copied docker run of {0}', service),
    ...(variables.length > 0 ? [l10n.t('set {0} in the shell', variables.join(', '))] : []),
    ...(keys.length > 0 ? [l10n.t('not carried over: {0} (see the output)', keys.join(', '))] : []),
  ]
  return parts.join('; ')
}

interface Place {
  readonly uri: Uri
  readonly position: Position
}

/** What a lens hands over, else the cursor. */
function placeOf([uri, position]: readonly unknown[]): Place | undefined {
  if (typeof uri === 'string' && position) return { uri: Uri.parse(uri), position: position as Position }
  const editor = window.activeTextEditor
  return editor && { uri: editor.document.uri, position: editor.selection.active }
}

const paramsOf = (client: BaseLanguageClient, { uri, position }: Place): TextDocumentPositionParams => ({
  textDocument: { uri: client.code2ProtocolConverter.asUri(uri) },
  position: { line: position.line, character: position.character },
})
