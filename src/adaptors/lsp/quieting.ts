import { type CodeAction, CodeActionKind, type CodeActionParams, type Command } from 'vscode-languageserver'
import type { FileResult, Finding } from '../../service'
import { CONFIG_NAME, disableRule } from '../../service/editor'
import { applyEdits, LineIndex, type Span } from '../../text'
import { type EditTarget, touches, toWorkspaceEdit, wants } from './actions'
import type { Kept } from './checks'
import { type ClientFacts, clientCommands } from './protocol'
import { toDiagnostic, toRange } from './to-lsp'

/** Below `quickfix`, so that one can ask for the repairs alone. */
const SUPPRESS = `${CodeActionKind.QuickFix}.gpuCompose.suppress`
const DISABLE = `${CodeActionKind.QuickFix}.gpuCompose.disable`

/** What makes the findings under the range silent, behind their repairs: a comment, or the configuration. */
export async function quieting(
  kept: Kept,
  params: CodeActionParams,
  target: EditTarget,
  client: ClientFacts,
): Promise<readonly CodeAction[]> {
  const { result } = kept
  const [suppresses, disables] = [SUPPRESS, DISABLE].map((kind) => !params.context.only || wants(params, kind))
  if (!result || (!suppresses && !disables)) return []
  const lines = new LineIndex(result.text)
  const touched = result.findings.filter(({ span }) => touches(toRange(lines, span), params.range))
  const actions: CodeAction[] = []
  if (suppresses) for (const one of touched) actions.push(...(await suppressed(kept, one, target, client)))
  if (disables) for (const one of touched) actions.push(...(await disabled(kept, one, target)))
  // Several findings of a rule in one line need one comment, and one switch.
  return [...new Map(actions.map((action) => [JSON.stringify([action.title, action.edit]), action])).values()]
}

async function suppressed(
  { uri, root, result }: Kept,
  finding: Finding,
  target: EditTarget,
  { commands }: ClientFacts,
): Promise<readonly CodeAction[]> {
  // What is said of a comment is not hidden by another one.
  if (!result || finding.rule.startsWith('ignore/')) return []
  const { path, text } = result
  const linter = await root.linterFor(path)
  const made = await linter?.ignoreEdit(path, text, finding)
  const edit = made && (await toWorkspaceEdit([{ path, ...made.edit }], target))
  if (!made || !edit) return []
  const title = `Suppress ${finding.rule} ${made.scope === 'line' ? 'here' : 'in this file'} (with reason)`
  const command = commands && selection(uri, applyEdits(text, [made.edit]), made.reason)
  return [{ title, kind: SUPPRESS, edit, ...(await about(finding, result, target)), ...(command && { command }) }]
}

const selection = (uri: string, text: string, reason: Span): Command => ({
  title: 'Write the reason',
  command: clientCommands.select,
  arguments: [uri, toRange(new LineIndex(text), reason)],
})

async function disabled({ root, result }: Kept, finding: Finding, target: EditTarget): Promise<readonly CodeAction[]> {
  // A text without a file has no place for a configuration.
  if (!result || root.uri.startsWith('untitled:')) return []
  const config = await root.configFor(result.path)
  const edits = disableRule(config?.file, finding.rule)
  const edit = edits && (await toWorkspaceEdit(edits, target))
  const title = `Disable ${finding.rule} in the configuration (${config?.file.path ?? CONFIG_NAME})`
  return edit ? [{ title, kind: DISABLE, edit, ...(await about(finding, result, target)) }] : []
}

const about = async (finding: Finding, { text }: FileResult, target: EditTarget) => ({
  diagnostics: [await toDiagnostic(finding, new LineIndex(text), target)],
})
