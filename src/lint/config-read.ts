import { type Kind, kinds, type SourceFile } from '../documents/source'
import { asScalar, type Entry, type MapValue, type Value } from '../documents/tree'
import { dirname, resolvePath } from '../documents/workspace'
import { readYaml } from '../documents/yaml/read'
import { platformNames, platformOf } from '../host/platform'
import type { Target } from '../host/target'
import { hint, type Span } from '../text'
import { type Config, defaultConfig, type RuleLevel } from './config'
import type { Problem } from './finding'

export const levels = ['off', 'info', 'warning', 'error'] as const satisfies readonly RuleLevel[]

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const targetKeys = [
  'driver',
  'gpus',
  'engine',
  'compose',
  'toolkit',
  'platform',
] as const satisfies readonly (keyof Target)[]

export interface ReadConfig {
  /** What is right of it: a wrong key is left out. */
  readonly config: Config
  /** One for each wrong key or value, with its place. All are fatal. */
  readonly problems: readonly Problem[]
}

/**
 * Reads and validates a configuration file, YAML or JSON. Never throws.
 * `ids` are all rule ids; `isFile` tells whether a path, as written, leads to a file; `folder` is where its patterns and paths start (from the workspace root; where it stands).
 * In the result they start at the workspace root.
 */
export function readConfig(
  file: SourceFile,
  ids: ReadonlySet<string>,
  folder = dirname(file.path),
  isFile: (path: string) => boolean = () => true,
): ReadConfig {
  const reader = new ConfigReader(file, ids, isFile)
  const root = reader.root()
  const config = { ...defaultConfig, ...(root && reader.config(root)) }
  return { config: rebase(config, folder), problems: reader.problems }
}

/** Reads a target description alone (`--host FILE`): the map that stands under `target` in a configuration. */
export function readTarget(file: SourceFile): { readonly target: Target; readonly problems: readonly Problem[] } {
  const reader = new ConfigReader(file, new Set(), () => true)
  const root = reader.root()
  return { target: root ? reader.target(root) : {}, problems: reader.problems }
}

class ConfigReader {
  readonly #problems: Problem[] = []

  constructor(
    readonly file: SourceFile,
    readonly ids: ReadonlySet<string>,
    readonly isFile: (path: string) => boolean,
  ) {}

  /** In order of place. */
  get problems(): readonly Problem[] {
    return [...this.#problems].sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0))
  }

  root(): MapValue | undefined {
    const { documents, problems } = readYaml(this.file)
    for (const { message, start, end } of problems) this.#wrong(message, { start, end })
    const [root, second] = documents
    if (second) this.#wrong('One YAML document is enough: the second one is not read.', second.span)
    if (!root || (root.kind === 'scalar' && root.value === null)) return undefined
    return this.#map(root, 'the configuration')
  }

  config(root: MapValue): Partial<Config> {
    const config: Mutable<Partial<Config>> = {}
    for (const { name, entry } of this.#known(root, ['rules', 'ignore', 'files', 'projects', 'target', '$schema'])) {
      if (isEmpty(entry.value)) continue
      if (name === 'rules') config.rules = this.#rules(entry.value)
      if (name === 'ignore') config.ignore = this.#strings(entry.value, 'ignore')
      if (name === 'files') config.files = this.#files(entry.value)
      if (name === 'projects') config.projects = this.#projects(entry.value)
      if (name === 'target') config.target = this.target(entry.value)
    }
    return config
  }

  target(value: Value): Target {
    const target: Mutable<Target> = {}
    const map = this.#map(value, 'target')
    for (const { name, entry } of map ? this.#known(map, targetKeys) : []) {
      if (isEmpty(entry.value)) continue
      if (name === 'gpus') target.gpus = this.#strings(entry.value, 'target.gpus')
      else this.#setText(target, name, entry.value)
    }
    return target
  }

  #setText(target: Mutable<Target>, name: Exclude<keyof Target, 'gpus'>, value: Value): void {
    const text = this.#text(value, `target.${name}`)
    if (text === undefined) return
    if (name === 'platform' && !platformOf({ platform: text }))
      this.#wrong(
        `"target.platform" is one of ${platformNames.join(', ')}, not "${text}".${hint(text, platformNames)}`,
        value.span,
      )
    if (name === 'driver' && !/\d/.test(text))
      this.#wrong(`"target.driver" is a version such as 535.183.01, not "${text}".`, value.span)
    target[name] = text
  }

  #rules(value: Value): Config['rules'] {
    const rules: Record<string, RuleLevel> = {}
    for (const { key, value: level } of this.#map(value, 'rules')?.entries ?? []) {
      const id = String(key.value)
      const known = this.ids.has(id)
      if (!known) this.#wrong(`No rule is called "${id}".${hint(id, [...this.ids])}`, key.span)
      const word = this.#level(id, level)
      if (known && word) rules[id] = word
    }
    return rules
  }

  #level(id: string, value: Value): RuleLevel | undefined {
    // A tool that reads YAML 1.1 and writes it again turns `off` into `false`.
    const word = asScalar(value)?.value
    const level = levels.find((known) => known === word || (known === 'off' && word === false))
    if (!level) this.#wrong(`"${id}" must be one of ${levels.join(', ')}.${hint(String(word), levels)}`, value.span)
    return level
  }

  #files(value: Value): Config['files'] {
    const files: Partial<Record<Kind, readonly string[]>> = {}
    const map = this.#map(value, 'files')
    for (const { name, entry } of map ? this.#known(map, kinds) : [])
      if (!isEmpty(entry.value)) files[name] = this.#strings(entry.value, `files.${name}`)
    return files
  }

  #projects(value: Value): Config['projects'] {
    return this.#items(value, 'projects')
      .map((item, i) => this.#strings(item, `projects[${i}]`, (path, { span }) => this.#there(path, span)))
      .filter((project) => project.length > 0)
  }

  #there(path: string, span: Span): void {
    if (!this.isFile(path)) this.#wrong(`"projects" names "${path}": there is no such file.`, span)
  }

  #strings(value: Value, name: string, judge?: (text: string, item: Value) => void): readonly string[] {
    return this.#items(value, name).flatMap((item, i) => {
      const text = this.#text(item, `${name}[${i}]`)
      if (text !== undefined) judge?.(text, item)
      return text ?? []
    })
  }

  #items(value: Value, name: string): readonly Value[] {
    if (value.kind === 'seq') return value.items
    this.#wrong(`"${name}" must be a list.`, value.span)
    return []
  }

  /** A number keeps the text it was written with: `535.10` is a version, not 535.1. */
  #text(value: Value, name: string): string | undefined {
    const scalar = asScalar(value)
    if (typeof scalar?.value === 'string') return scalar.value
    if (typeof scalar?.value === 'number') return scalar.source
    this.#wrong(`"${name}" must be a text.`, value.span)
    return undefined
  }

  #map(value: Value, name: string): MapValue | undefined {
    if (value.kind === 'map') return value
    this.#wrong(`"${name}" must be a map of keys and values.`, value.span)
    return undefined
  }

  /** The entries whose key is one of these; each other key is told. */
  #known<N extends string>(map: MapValue, names: readonly N[]): readonly { readonly name: N; readonly entry: Entry }[] {
    return map.entries.flatMap((entry) => {
      const written = String(entry.key.value)
      const name = names.find((known) => known === written)
      if (!name) this.#wrong(`There is no key "${written}" here.${hint(written, names)}`, entry.key.span)
      return name ? [{ name, entry }] : []
    })
  }

  #wrong(message: string, span: Span): void {
    this.#problems.push({ path: this.file.path, message, span, fatal: true })
  }
}

const isEmpty = (value: Value): boolean => value.kind === 'scalar' && value.value === null

/** Patterns and paths of a configuration speak of its own folder; all else speaks of the workspace root. */
function rebase(config: Config, folder: string): Config {
  if (folder === '') return config
  const patterns = (list: readonly string[]) => list.map((pattern) => below(folder, pattern))
  const files = Object.entries(config.files).map(([kind, list]) => [kind, patterns(list)])
  const projects = config.projects.map((paths) => paths.map((path) => resolvePath(folder, path) ?? path))
  return { ...config, ignore: patterns(config.ignore), files: Object.fromEntries(files), projects }
}

/** The .gitignore pattern that means, at the root, what this one means in a folder. */
function below(folder: string, pattern: string): string {
  const negated = pattern.startsWith('!') ? '!' : ''
  const body = pattern.slice(negated.length)
  if (body.trim() === '' || pattern.startsWith('#')) return pattern
  const anchored = /\/(?!\s*$)/.test(body)
  return `${negated}/${escapePattern(folder)}/${anchored ? body.replace(/^\//, '') : `**/${body}`}`
}

/** A path as a .gitignore pattern that means this path alone. */
export const escapePattern = (path: string): string => path.replace(/[\\*?[\]]/g, (char) => `\\${char}`)
