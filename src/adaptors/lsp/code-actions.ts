import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  MessageType,
  type ServerCapabilities,
  ShowMessageNotification,
} from 'vscode-languageserver'
import { quickFixes, wants } from './actions'
import { FIX_ALL, fixAll } from './fix-all'
import { methods } from './protocol'
import { quieting } from './quieting'
import { isLater, rewriteOf, rewrites } from './rewrites'
import type { Session } from './session'

export const acts: ServerCapabilities = {
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL],
    resolveProvider: true,
  },
}

/** Serves what the lightbulb offers: repairs, other ways to write what stands there, silence. */
export function serveActions(connection: Connection, session: Session): void {
  connection.onCodeAction((params) => actionsAt(session, params))
  connection.onCodeActionResolve((action) => withEdit(connection, session, action))
}

async function actionsAt(session: Session, params: CodeActionParams): Promise<CodeAction[]> {
  const kept = await session.settled(params.textDocument.uri)
  if (!kept?.result) return []
  const target = session.targetOf(kept)
  const { facts, asksForEdits } = session.can
  const quick = !params.context.only || wants(params, CodeActionKind.QuickFix)
  const all = wants(params, FIX_ALL) ? await fixAll(kept, target) : undefined
  const rewrite = !params.context.only || wants(params, CodeActionKind.RefactorRewrite)
  return [
    ...(quick ? await quickFixes(kept, params.range, target) : []),
    ...(rewrite ? await rewrites(kept, params.range, target, asksForEdits) : []),
    ...(all ? [all] : []),
    ...(await quieting(kept, params, target, facts)),
  ]
}

/** An action without its edit was chosen. Where it would do harm, the user is told of that: nothing is changed then. */
async function withEdit(connection: Connection, session: Session, action: CodeAction): Promise<CodeAction> {
  const { data } = action
  const kept = isLater(data) ? await session.settled(data.uri) : undefined
  if (!isLater(data) || kept?.version !== data.version) return action
  const made = await rewriteOf(kept, data.range, action.title, session.targetOf(kept))
  if (!made || 'edit' in made) return { ...action, ...made }
  const message = `Nothing was changed: after it, a rule would say: ${made.harm}`
  if (session.can.facts.commands) await connection.sendNotification(methods.refused, { message })
  else await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
  return action
}
