import type { CancellationToken } from 'vscode-languageserver'
import type { FileResult } from '../../service'
import type { Checks } from './checks'
import { addressOf } from './places'
import type { WorkspaceSummary } from './protocol'
import type { Root } from './root'
import { count, type Screen } from './screen'

interface Shown {
  readonly root: Root
  readonly path: string
  readonly dependencies: readonly string[]
}

/** Checks all files on demand, and keeps what it showed of closed ones true. */
export class WorkspaceCheck {
  readonly #shown = new Map<string, Shown>()

  constructor(
    readonly screen: Screen,
    readonly checks: Checks,
  ) {}

  async run(roots: readonly Root[], token: CancellationToken): Promise<WorkspaceSummary> {
    this.forget()
    const results: FileResult[] = []
    for (const root of roots) {
      for (const path of await root.files.find()) {
        if (token.isCancellationRequested) break
        const result = await this.#check(root, path)
        if (result) results.push(this.screen.shown(root, result))
      }
    }
    const fixable = results.flatMap(({ findings }) => findings).filter(({ fixes }) => fixes.length > 0).length
    return { files: results.length, ...count(results), fixable }
  }

  /** Checks again the closed files that were shown and that read one of these paths. */
  async reread(root: Root, paths: readonly string[]): Promise<void> {
    for (const shown of [...this.#shown.values()].filter((one) => one.root.uri === root.uri)) {
      const concerned = [shown.path, ...shown.dependencies].some((path) => paths.includes(path))
      if (concerned) await this.#check(root, shown.path)
    }
  }

  /** Checks again all that was shown: settings changed, and with them the roots. */
  async recheck(rootAt: (uri: string) => Promise<Root>): Promise<void> {
    for (const { root, path } of [...this.#shown.values()]) await this.#check(await rootAt(root.uri), path)
  }

  /** Takes back what was shown of files that no editor has open. */
  forget(): void {
    const uris = [...this.#shown.keys()].filter((uri) => !this.checks.isOpen(uri))
    this.#shown.clear()
    for (const uri of uris) this.screen.clear(uri)
  }

  async #check(root: Root, path: string): Promise<FileResult | undefined> {
    const uri = addressOf(root.uri, path)
    const linter = await root.linterFor(path)
    const result = await linter?.check(path)
    if (result) {
      this.#shown.set(uri, { root, path, dependencies: result.dependencies })
      await this.screen.showClosed(root, result)
    } else if (this.#shown.delete(uri) && !this.checks.isOpen(uri)) this.screen.clear(uri)
    return result
  }
}
