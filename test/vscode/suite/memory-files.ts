import * as vscode from 'vscode'

/** A file system that lies on no disk, flat as a list. */
export class MemoryFiles implements vscode.FileSystemProvider {
  readonly #files = new Map<string, Uint8Array>()
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>()
  readonly onDidChangeFile = this.#changed.event

  watch = (): vscode.Disposable => ({ dispose: () => undefined })

  stat(uri: vscode.Uri): vscode.FileStat {
    const size = this.#files.get(uri.path)?.length
    const type = size === undefined ? vscode.FileType.Directory : vscode.FileType.File
    if (size === undefined && ![...this.#files.keys()].some((path) => path.startsWith(`${uri.path}/`)))
      throw vscode.FileSystemError.FileNotFound(uri)
    return { type, ctime: 0, mtime: size ?? 0, size: size ?? 0 }
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    const inside = [...this.#files.keys()].filter((file) => file.startsWith(`${path}/`))
    return inside.map((file) => [file.slice(path.length + 1), vscode.FileType.File])
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const content = this.#files.get(uri.path)
    if (!content) throw vscode.FileSystemError.FileNotFound(uri)
    return content
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.#files.set(uri.path, content)
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }])
  }

  createDirectory(): void {}

  delete(uri: vscode.Uri): void {
    this.#files.delete(uri.path)
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions()
  }
}
