import type { InitializeParams, WorkspaceClientCapabilities } from 'vscode-languageserver'
import type { ClientFacts } from './protocol'

/** What a client can do, as it said at the start. */
export interface Abilities {
  readonly workspace: WorkspaceClientCapabilities
  readonly facts: ClientFacts
  /** It opens a document when it is told to. */
  readonly showsDocuments: boolean
  /** It asks for the edit of an action when that is chosen. */
  readonly asksForEdits: boolean
}

export const noAbilities: Abilities = { workspace: {}, facts: {}, showsDocuments: false, asksForEdits: false }

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { workspace = {}, window, textDocument } = capabilities
  const { dataSupport, resolveSupport } = textDocument?.codeAction ?? {}
  return {
    workspace,
    facts: (initializationOptions as ClientFacts | undefined) ?? {},
    showsDocuments: window?.showDocument?.support === true,
    asksForEdits: dataSupport === true && (resolveSupport?.properties.includes('edit') ?? false),
  }
}
