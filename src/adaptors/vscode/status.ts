import {
  type Disposable,
  type ExtensionContext,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  window,
  workspace,
} from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { type Checked, methods } from '../lsp/protocol'
import { selector } from './selector'

/** The item in the language status of our own files; other files have none. */
export class Status implements Disposable {
  readonly #checked = new Map<string, Checked>()
  #item: LanguageStatusItem | undefined

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
  }

  dispose(): void {
    this.#item?.dispose()
    this.#item = undefined
  }

  #update(): void {
    const uri = window.activeTextEditor?.document.uri.toString()
    const checked = uri === undefined ? undefined : this.#checked.get(uri)
    if (checked?.kind) this.#show(checked)
    else this.dispose()
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
  item.command = { command: 'workbench.actions.view.problems', title: 'Show Problems' }
  return item
}

export function inWords({ errors, warnings, infos }: Checked): string {
  const parts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(infos, 'hint')].filter(Boolean)
  return `GPU Compose: ${parts.join(', ') || 'no problems'}`
}

const counted = (count: number, noun: string): string =>
  count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`

function severityOf({ errors, warnings }: Checked): LanguageStatusSeverity {
  if (errors > 0) return LanguageStatusSeverity.Error
  return warnings > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information
}
