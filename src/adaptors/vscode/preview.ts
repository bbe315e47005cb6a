import { commands, type Disposable, TabInputText, TabInputTextDiff, Uri, window, workspace } from 'vscode'
import { isChanged, type Settled } from './project-files'

const SCHEME = 'gpu-compose-preview'

/** Shows files that are not written yet. */
export class Preview implements Disposable {
  readonly #texts = new Map<string, string>()
  readonly #provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()),
  })

  /** A new file as it will be, else what changes in the one that is there. The list that asks keeps the keyboard. */
  async show(file: Settled, title: string): Promise<void> {
    const next = addressOf(file.uri)
    this.#texts.set(next.toString(), file.text)
    const options = { preview: true, preserveFocus: true }
    if (isChanged(file)) await commands.executeCommand('vscode.diff', file.uri, next, title, options)
    else await window.showTextDocument(await workspace.openTextDocument(next), options)
  }

  /** Nothing of a preview stays. */
  async dispose(): Promise<void> {
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter(({ input }) => isPreview(input))
    await window.tabGroups.close(tabs, true)
    this.#provider.dispose()
  }
}

/** The name stays, which tells the editor the language. Its address in the window stands in the query. */
const addressOf = (uri: Uri): Uri => Uri.from({ scheme: SCHEME, path: uri.path, query: uri.toString() })

function isPreview(input: unknown): boolean {
  if (input instanceof TabInputText) return input.uri.scheme === SCHEME
  return input instanceof TabInputTextDiff && input.modified.scheme === SCHEME
}
