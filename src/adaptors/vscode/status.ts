import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  l10n,
  languages,
  window,
  workspace,
} from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { type Checked, methods } from '../lsp/protocol'
import { say } from './say'
import { selector } from './selector'

/** The item in the language status of our own files; other files have none. */
export class Status implements Disposable {
  readonly #checked = new Map<string, Checked>()
  #item: LanguageStatusItem | undefined
  #kind: string | undefined

  constructor(context: ExtensionContext) {
    context.subscriptions.push(
      this,
      window.onDidChangeActiveTextEditor(() => this.#update()),
      workspace.onDidCloseTextDocument(({ uri }) => this.#checked.delete(uri.toString())),
    )
  }

  follow(client: BaseLanguageClient): void {
    client.onNotification(methods.checked, (checked: Checked) => {
      this.#checked.set(client.protocol2CodeConverter.asUri(checked.uri).toString(), checked)
      this.#update()
    })
    client.onNotification(methods.refused, ({ message }: { readonly message: string }) => say(message))
  }

  dispose(): void {
    this.#item?.dispose()
    this.#item = undefined
  }

  #update(): void {
    const uri = window.activeTextEditor?.document.uri.toString()
    const checked = uri === undefined ? undefined : this.#checked.get(uri)
    this.#tellKind(checked?.kind ?? undefined)
    if (checked?.kind) this.#show(checked)
    else this.dispose()
  }

  /** Commands for our own files are offered on those alone. */
  #tellKind(kind: string | undefined): void {
    if (kind === this.#kind) return
    this.#kind = kind
    void commands.executeCommand('setContext', 'gpuCompose.fileKind', kind)
  }

  #show(checked: Checked): void {
    this.#item ??= newItem()
    this.#item.text = inWords(checked)
    this.#item.severity = severityOf(checked)
  }
}

function newItem(): LanguageStatusItem {
  const item = languages.createLanguageStatusItem('gpuCompose.status', selector as readonly { language: string }[])
  item.name = 'GPU Compose'
  item.command = { command: 'workbench.actions.view.problems', title: l10n.t('Show Problems') }
  return item
}

export function inWords({ errors, warnings, infos }: Checked): string {
  const parts = [errors > 0 && inErrors(errors), warnings > 0 && inWarnings(warnings), infos > 0 && inHints(infos)]
  return `GPU Compose: ${parts.filter(Boolean).join(', ') || l10n.t('no problems')}`
}

// Whole sentences: other languages count in other ways.
const inErrors = (count: number): string => (count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', count))
const inWarnings = (count: number): string => (count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', count))
const inHints = (count: number): string => (count === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', count))

function severityOf({ errors, warnings }: Checked): LanguageStatusSeverity {
  if (errors > 0) return LanguageStatusSeverity.Error
  return warnings > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information
}
