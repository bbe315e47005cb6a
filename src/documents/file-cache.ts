import { readDockerfile } from './dockerfile/read'
import type { DockerfileDocument } from './dockerfile/types'
import { SourceFile } from './source'
import type { Workspace } from './workspace'
import { readYaml } from './yaml/read'
import type { YamlText } from './yaml/types'

/** Characters of the texts whose trees are kept. A tree takes some fifty times the memory of its text. */
const TREE_BUDGET = 250_000
/** Texts and folder listings that are kept. */
const ENTRY_BUDGET = 5_000

/** Files that were read and parsed, until they are forgotten. The oldest go first when there are too many. */
export class FileCache {
  readonly #texts = new Map<string, Promise<string | undefined>>()
  readonly #lists = new Map<string, Promise<ReadonlySet<string>>>()
  readonly #files = new Map<string, SourceFile>()
  readonly #yaml = new WeakMap<SourceFile, YamlText>()
  readonly #dockerfiles = new WeakMap<SourceFile, DockerfileDocument>()
  #kept = 0

  constructor(readonly workspace: Workspace) {}

  read(path: string): Promise<string | undefined> {
    return keep(this.#texts, path, () => this.workspace.read(path))
  }

  list(folder: string): Promise<ReadonlySet<string>> {
    return keep(this.#lists, folder, async () => new Set(await this.workspace.list(folder)))
  }

  /** The file of this path and text: the same object, with its trees, as long as the text stays the same. */
  source(path: string, text: string): SourceFile {
    const known = this.#files.get(path)
    if (known?.text === text) return known
    this.#drop(path)
    const file = new SourceFile(path, text)
    if (text.length < TREE_BUDGET / 4) this.#put(file)
    return file
  }

  yaml(file: SourceFile): YamlText {
    return parse(this.#yaml, file, readYaml)
  }

  dockerfile(file: SourceFile): DockerfileDocument {
    return parse(this.#dockerfiles, file, (one) => readDockerfile(one))
  }

  /** @param paths what changed, appeared or vanished; everything when not named */
  forget(paths?: readonly string[]): void {
    for (const path of paths ?? [...this.#texts.keys(), ...this.#files.keys()]) {
      this.#texts.delete(path)
      this.#drop(path)
    }
    // A path that appeared or vanished changes its folder; listings are cheap.
    this.#lists.clear()
  }

  #put(file: SourceFile): void {
    this.#files.set(file.path, file)
    this.#kept += file.text.length
    for (const oldest of this.#files.keys()) {
      if (this.#kept <= TREE_BUDGET) break
      this.#drop(oldest)
    }
  }

  #drop(path: string): void {
    this.#kept -= this.#files.get(path)?.text.length ?? 0
    this.#files.delete(path)
  }
}

function keep<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key)
  if (known) return known
  const made = make()
  kept.set(key, made)
  const [oldest] = kept.keys()
  if (kept.size > ENTRY_BUDGET && oldest !== undefined) kept.delete(oldest)
  return made
}

function parse<T>(trees: WeakMap<SourceFile, T>, file: SourceFile, read: (file: SourceFile) => T): T {
  const tree = trees.get(file) ?? read(file)
  trees.set(file, tree)
  return tree
}
