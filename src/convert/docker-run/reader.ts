import { projectNameOf } from '../../documents/compose/project-name'
import type { ComposeDocument, Service } from '../../documents/compose/types'
import { writtenOf } from '../../documents/plain-text'
import type { Project } from '../../documents/project'
import { asMap, asSeq, isNull, type MapValue, type Value } from '../../documents/tree'
import { basename, dirname, resolvePath } from '../../documents/workspace'
import { variable, variablesIn } from './shell'

/** Something of a service that `docker run` cannot be told, or that it must be told by hand. */
export interface Lost {
  /** The key of the service, as `deploy.resources`. */
  readonly key: string
  /** What becomes of it, and what to do: a clause without a full stop. */
  readonly why: string
}

export interface RunOptions {
  /** The name of the folder that is the root of the workspace: it may give the project its name. */
  readonly folder?: string | undefined
}

/** A variable without a default: the shell must have it, as Compose would want it. */
const BARE = /\$(?:\{(\w+)(?::?\?[^}]*)?\}|(\w+))/g

/** Reads the fields of a service as texts; a variable that no file sets is left to the shell. */
export class Reader {
  readonly lost: Lost[] = []

  constructor(
    readonly service: Service,
    readonly project: Project,
    readonly options: RunOptions,
  ) {}

  lose(key: string, why: string): readonly string[] {
    if (!this.lost.some((one) => one.key === key && one.why === why)) this.lost.push({ key, why })
    return []
  }

  field(...path: readonly string[]): Value | undefined {
    const value = this.service.field(...path)
    return isNull(value) ? undefined : value
  }

  text(value: Value | undefined): string | undefined {
    if (value?.kind !== 'scalar' || value.value === null) return undefined
    const bare = new Set([...writtenOf(value).matchAll(BARE)].map(([, braced, plain]) => braced ?? plain))
    return this.document.textOf(value, (name) => (bare.has(name) ? variable(name) : undefined))?.value
  }

  /** A text or a list of texts. */
  texts(value: Value | undefined): readonly string[] {
    const items = asSeq(value)?.items ?? (value ? [value] : [])
    return items.flatMap((item) => this.text(item) ?? [])
  }

  at(...path: readonly string[]): string | undefined {
    return this.text(this.field(...path))
  }

  isTrue(...path: readonly string[]): boolean {
    return this.at(...path)?.toLowerCase() === 'true'
  }

  /** `KEY=value` of each entry of a map, or of each item of a list of such texts. */
  pairs(value: Value | undefined, join = '='): readonly string[] {
    const map = asMap(value)
    if (!map) return this.texts(value)
    return map.entries.map(({ key, value: one }) => `${key.value}${join}${this.text(one) ?? ''}`)
  }

  /** What a top-level `volumes` or `networks` says of a name. */
  top(section: string, key: string): MapValue | undefined {
    const files = [this.document, ...this.project.siblingsOf(this.document)]
    return files.map(({ root }) => asMap(asMap(root?.get(section))?.get(key))).find((map) => map !== undefined)
  }

  get document(): ComposeDocument {
    return this.service.document
  }

  get projectName(): string | undefined {
    return this.document.projectName ?? projectNameOf(this.options.folder ?? '')
  }

  /** A path of the workspace from the folder where the command is run: that of the compose file. */
  fromFolder(path: string): string {
    const from = dirname(this.document.file.path).split('/').filter(Boolean)
    const to = path.split('/')
    let same = 0
    while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++
    return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
  }

  /** A relative path that a file of the project writes, from the folder where the command is run. */
  relocated(written: string, value: Value): string {
    const folder = dirname(value.file.path)
    if (folder === dirname(this.document.file.path)) return written
    const path = variablesIn(written).length > 0 ? undefined : resolvePath(folder, written)
    if (path !== undefined) return this.fromFolder(path)
    this.lose(basename(value.file.path), `"${written}" is a path from its folder: check it`)
    return written
  }
}
