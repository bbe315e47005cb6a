import { Kept } from '../text'
import { readDockerfile } from './dockerfile/read'
import type { DockerfileDocument } from './dockerfile/types'
import { SourceFile } from './source'
import type { Workspace } from './workspace'
import { readYaml } from './yaml/read'
import type { YamlText } from './yaml/types'

/** Characters of the texts whose trees are kept for an editor. A tree takes some fifty times the memory of its text. */
const TREES = 250_000
/** Characters of the longest text whose tree is kept. */
const LONGEST = TREES / 4
/** Texts and folder listings that are kept. */
const ENTRY_BUDGET = 5_000

/** Files that were read and parsed, until they are forgotten. The oldest go first when there are too many. */
export class FileCache {
  readonly #texts = new Map<string, Promise<string | undefined>>()
  readonly #lists = new Map<string, Promise<ReadonlySet<string>>>()
  readonly #files = new Map<string, SourceFile>()
  readonly #yaml = new Kept<SourceFile, YamlText>()
  readonly #dockerfiles = new Kept<SourceFile, DockerfileDocument>()
  #kept = 0

  /** @param trees characters of the texts whose trees are kept */
  constructor(
    readonly workspace: Workspace,
    readonly trees = TREES,
  ) {}

  read(path: string): Promise<string | undefined> {
    return keep(this.#texts, path, () => this.workspace.read(path))
  }

  list(folder: string): Promise<ReadonlySet<string>> {
    return keep(this.#lists, folder, async () => new Set(await this.workspace.list(folder)))
  }

  /** The file of this path and text: the same object, with its trees, as long as the text stays the same. */
  source(path: string, text: string): SourceFile {
    const known = this.#files.get(path)
    this.#drop(path)
    if (known?.text === text) return this.#put(known)
    const file = new SourceFile(path, text)
    return text.length < LONGEST ? this.#put(file) : file
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

  /** The newest is what was asked for last. */
  #put(file: SourceFile): SourceFile {
    this.#files.set(file.path, file)
    this.#kept += file.text.length
    for (const oldest of this.#files.keys()) {
      if (this.#kept <= this.trees || oldest === file.path) break
      this.#drop(oldest)
    }
    return file
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

function parse<T>(trees: Kept<SourceFile, T>, file: SourceFile, read: (file: SourceFile) => T): T {
  const tree = trees.get(file) ?? read(file)
  trees.set(file, tree)
  return tree
}
