import type { Connection, Diagnostic } from 'vscode-languageserver'
import type { FileResult, Severity } from '../../service'
import { LineIndex } from '../../text'
import type { Abilities } from './abilities'
import type { EditTarget } from './actions'
import type { Checks, Kept } from './checks'
import { notElsewhere, reportsSyntax } from './neighbours'
import { addressOf } from './places'
import { type Checked, type Counts, methods } from './protocol'
import { type ConfigFile, isConfig, type Root } from './root'
import { syntaxDiagnostics, toDiagnostic } from './to-lsp'

/** The path and the very text that edits are for. */
type Own = Pick<FileResult, 'path' | 'text'>

/** Shows the editor what was found. */
export class Screen {
  constructor(
    readonly connection: Connection,
    readonly checks: Checks,
    readonly can: () => Abilities,
  ) {}

  async show(kept: Kept): Promise<void> {
    const { uri, version, root, result } = kept
    if (isConfig(uri)) return
    const diagnostics = result ? await this.#diagnostics(root, result, this.targetOf(kept)) : []
    if (this.checks.textAt(uri)?.version !== version) return
    await this.connection.sendDiagnostics({ uri, version, diagnostics })
    if (!this.can().facts.files) return
    const checked: Checked = { uri, kind: result?.kind ?? null, ...count(result ? [this.shown(root, result)] : []) }
    await this.connection.sendNotification(methods.checked, checked)
  }

  /** Shows a file that no editor has open. */
  async showClosed(root: Root, result: FileResult): Promise<void> {
    const uri = addressOf(root.uri, result.path)
    const diagnostics = await this.#diagnostics(root, result, this.#target(root, result, uri, null))
    if (!this.checks.isOpen(uri)) await this.connection.sendDiagnostics({ uri, diagnostics })
  }

  /** The result without what another extension says too. */
  shown({ settings }: Root, result: FileResult): FileResult {
    const neighbours = this.can().facts.neighbours ?? []
    const tells = reportsSyntax(result.kind, settings, neighbours)
    return {
      ...result,
      findings: notElsewhere(result.findings, settings, neighbours),
      problems: tells ? result.problems : result.problems.filter(({ span }) => !span),
    }
  }

  clear(uri: string): void {
    if (!isConfig(uri)) void this.connection.sendDiagnostics({ uri, diagnostics: [] })
  }

  /** Says what of a configuration could not be used, at its place. */
  showConfig(root: Root, { file, problems }: ConfigFile): void {
    const diagnostics = syntaxDiagnostics(problems, file.lines).map((found) => ({ ...found, code: 'config' }))
    void this.connection.sendDiagnostics({ uri: this.#addressOf(root, file.path), diagnostics })
  }

  /** These configurations changed: they are shown again as soon as they are read again. */
  forgetConfigs(root: Root, paths: readonly string[]): void {
    for (const path of paths)
      void this.connection.sendDiagnostics({ uri: this.#addressOf(root, path), diagnostics: [] })
  }

  targetOf({ uri, version, root, result }: Omit<Kept, 'result'> & { readonly result: Own | undefined }): EditTarget {
    return this.#target(root, result, uri, version)
  }

  #target(root: Root, result: Own | undefined, uri: string, version: number | null): EditTarget {
    const isOwn = (path: string) => path === result?.path
    const { workspaceEdit } = this.can().workspace
    return {
      versioned: workspaceEdit?.documentChanges === true,
      creates: workspaceEdit?.resourceOperations?.includes('create') === true,
      addressOf: (path) => (isOwn(path) ? uri : this.#addressOf(root, path)),
      versionOf: (path) => (isOwn(path) ? version : (this.checks.textAt(addressOf(root.uri, path))?.version ?? null)),
      linesOf: async (path) => {
        const text = isOwn(path) ? result?.text : await root.files.read(path)
        return text === undefined ? undefined : new LineIndex(text)
      },
    }
  }

  /** The address as the editor spells it. */
  #addressOf(root: Root, path: string): string {
    const uri = addressOf(root.uri, path)
    return this.checks.textAt(uri)?.uri ?? uri
  }

  async #diagnostics(root: Root, result: FileResult, target: EditTarget): Promise<Diagnostic[]> {
    const lines = new LineIndex(result.text)
    const { findings, problems } = this.shown(root, result)
    const found = await Promise.all(findings.map((finding) => toDiagnostic(finding, lines, target)))
    for (const { span, path, message } of problems) if (!span) this.connection.console.warn(`${path}: ${message}`)
    return [...found, ...syntaxDiagnostics(problems, lines)]
  }
}

export function count(results: readonly FileResult[]): Counts {
  const found = results.flatMap(({ findings }) => findings)
  const of = (severity: Severity) => found.filter((finding) => finding.severity === severity).length
  // Text that could not be read is shown as a warning.
  const broken = results.flatMap(({ problems }) => problems).filter(({ span }) => span).length
  return { errors: of('error'), warnings: of('warning') + broken, infos: of('info') }
}
