import { CodeLensRefreshRequest, type Connection, FileChangeType, type FileEvent } from 'vscode-languageserver'
import type { Abilities } from './abilities'
import type { Checks, Kept } from './checks'
import { pathBelow } from './places'
import { isConfig } from './root'
import type { Roots } from './roots'
import type { Screen } from './screen'
import type { WorkspaceCheck } from './workspace-check'

/** Milliseconds of silence before the texts that read a changed one are checked. */
const READERS = 200

export interface UpkeepOptions {
  readonly connection: Connection
  readonly can: () => Abilities
  readonly checks: Checks
  readonly roots: Roots
  readonly screen: Screen
  readonly workspace: WorkspaceCheck
}

/** Keeps what an editor shows true when files or settings become others. */
export class Upkeep {
  #refreshing: ReturnType<typeof setTimeout> | undefined

  constructor(readonly options: UpkeepOptions) {}

  /** Files changed on the disk. What is open in the editor is no news. */
  filesChanged(events: readonly FileEvent[]): Promise<void> {
    const closed = events.filter(({ uri }) => !this.options.checks.isOpen(uri))
    const appeared = closed.some(({ type }) => type === FileChangeType.Created)
    const uris = closed.map(({ uri }) => uri)
    return this.reread(uris, appeared)
  }

  settingsChanged(pushed: unknown): void {
    const { roots, checks, workspace } = this.options
    roots.reset(pushed)
    checks.scheduleWhere(() => true, 0)
    void workspace.recheck((uri) => roots.at(uri))
    this.refresh()
  }

  foldersChanged(): void {
    const { roots, checks, workspace } = this.options
    roots.reset()
    checks.moveAll()
    workspace.forget()
    checks.scheduleWhere(() => true, 0)
  }

  /** An editor asks for the lenses and hints of a text again when that changes; of what else changed it must be told. */
  refresh(): void {
    clearTimeout(this.#refreshing)
    this.#refreshing = setTimeout(() => {
      const { connection, can } = this.options
      const { codeLens, inlayHint } = can().workspace
      if (codeLens?.refreshSupport) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined)
      if (inlayHint?.refreshSupport) connection.languages.inlayHint.refresh().catch(() => undefined)
    }, 0)
  }

  /** Checks again what reads one of these files; a new file may be what any of them looked for. */
  async reread(uris: readonly string[], appeared = false): Promise<void> {
    const { roots, screen, checks, workspace } = this.options
    for (const root of await roots.all()) {
      const paths = uris.flatMap((uri) => pathBelow(root.uri, uri) ?? [])
      if (paths.length === 0) continue
      const reconfigured = root.changed(paths)
      const everything = reconfigured || appeared
      screen.forgetConfigs(root, paths.filter(isConfig))
      const reads = (kept: Kept | undefined) => kept?.result?.dependencies.some((path) => paths.includes(path)) ?? false
      checks.scheduleWhere((place, kept) => place.root === root.uri && (everything || reads(kept)), READERS)
      if (reconfigured) await workspace.recheck((uri) => roots.at(uri))
      else await workspace.reread(root, paths)
    }
  }
}
