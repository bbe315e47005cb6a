import type { SourceFile, SyntaxProblem } from '../source'
import type { Text } from '../text'
import { asMap, asScalar, type Entry, type MapValue, type ScalarValue, type Value } from '../tree'
import { basename, resolvePath } from '../workspace'
import type { YamlText } from '../yaml/types'
import type { ComposeContext, LinkedCompose } from './context'
import type { Lookup } from './interpolate'
import { projectNameOf } from './project-name'
import { ServiceModel } from './service'
import { textOf } from './text'

/**
 * One compose file. Several YAML documents in it are merged in order, as Compose does: `root` is the first, the others
 * are layers over its services.
 */
export class ComposeModel implements LinkedCompose {
  readonly kind = 'compose'
  readonly root: MapValue | undefined
  readonly problems: readonly SyntaxProblem[]
  readonly oddKeys: readonly ScalarValue[]
  readonly roots: readonly MapValue[]
  #services: readonly ServiceModel[] | undefined
  #byName: ReadonlyMap<string, ServiceModel> | undefined

  constructor(
    readonly file: SourceFile,
    readonly context: ComposeContext,
    { documents, problems, oddKeys }: YamlText,
  ) {
    this.problems = problems
    this.oddKeys = oddKeys
    this.roots = documents.flatMap((document) => asMap(document) ?? [])
    this.root = this.roots[0]
  }

  get services(): readonly ServiceModel[] {
    this.#services ??= this.#read()
    return this.#services
  }

  service(name: string): ServiceModel | undefined {
    this.#byName ??= new Map(this.services.map((service) => [service.name, service]))
    return this.#byName.get(name)
  }

  get projectName(): string | undefined {
    const named = this.context.lookup('COMPOSE_PROJECT_NAME') ?? this.textOf(this.root?.get('name'))?.value
    return named ?? projectNameOf(basename(this.context.folderOf(this.file)))
  }

  textOf(value: Value | undefined, unset?: Lookup): Text | undefined {
    const { lookup } = this.context
    return textOf(value, unset ? (name) => lookup(name) ?? unset(name) : lookup)
  }

  pathOf(text: Text | undefined): string | undefined {
    const remote = text?.value === undefined || text.value.includes('://')
    return remote ? undefined : resolvePath(this.context.folderOf(text.node.file), text.value as string)
  }

  partsOf(name: string): readonly MapValue[] {
    return this.roots.flatMap((root) => asMap(asMap(root.get('services'))?.get(name)) ?? [])
  }

  #read(): readonly ServiceModel[] {
    const entries = new Map<string, Entry>()
    for (const root of this.roots) {
      for (const entry of asMap(root.get('services'))?.entries ?? []) {
        const name = String(entry.key.value)
        if (!entries.has(name) && entry.value.tag !== '!reset') entries.set(name, entry)
      }
    }
    return [...entries.values()].flatMap((entry) => {
      const node = asMap(entry.value)
      return node && asScalar(entry.key) ? [new ServiceModel(this, entry, node)] : []
    })
  }
}
