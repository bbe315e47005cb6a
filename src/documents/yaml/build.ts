import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { type Span, span } from '../../text'
import type { SourceFile, SyntaxProblem } from '../source'
import { type Key, MapValue, type ScalarStyle, ScalarValue, SeqValue, type Value } from '../tree'
import { merge } from './merge'
import { standsTwice } from './twice'

type Parent = MapValue | SeqValue | undefined

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_FOLDED: 'block',
  BLOCK_LITERAL: 'block',
}

/** Values that aliases may add to one document: far above real files, far below what stops a machine. */
const ALIAS_LIMIT = 50_000

/** Builds our tree from the nodes of one YAML document, writing out aliases and merge keys. */
export class TreeBuilder {
  readonly #anchors = new Map<string, Node>()
  readonly #open = new Set<Node>()
  /** Keys that are no texts (`8080:`, `true:`, an empty one), each where it is written and not where an alias brings it in. */
  readonly oddKeys: ScalarValue[] = []
  #aliased = 0

  constructor(
    readonly file: SourceFile,
    readonly problems: SyntaxProblem[],
  ) {}

  build(node: Node, parent?: Parent, key?: Key, via?: Span): Value {
    if (isAlias(node)) return this.#alias(node, parent, key, via)
    if (via && ++this.#aliased > ALIAS_LIMIT) return this.#nothing(spanOf(node), parent, key, via)
    if ('anchor' in node && typeof node.anchor === 'string') this.#anchors.set(node.anchor, node)
    const value = this.#value(node, parent, key, via)
    if (via) value.via = via
    if (node.tag) value.tag = node.tag
    if ('anchor' in node && typeof node.anchor === 'string') value.anchor = node.anchor
    return value
  }

  #value(node: Node, parent: Parent, key: Key | undefined, via: Span | undefined): Value {
    if (isMap(node)) return this.#map(node, parent, key, via)
    if (isSeq(node)) return this.#seq(node, parent, key, via)
    return this.#scalar(node as Scalar, parent, key)
  }

  #scalar(node: Scalar, parent: Parent, key: Key | undefined): ScalarValue {
    const { value } = node
    const known = value === null || ['string', 'number', 'boolean'].includes(typeof value)
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain'
    return new ScalarValue(this.file, spanOf(node), parent, key, known ? (value as string) : String(value), style)
  }

  #seq(node: YAMLSeq, parent: Parent, key: Key | undefined, via: Span | undefined): SeqValue {
    const seq = new SeqValue(this.file, spanOf(node), parent, key)
    seq.flow = node.flow === true
    this.#open.add(node)
    for (const item of node.items) seq.items.push(this.build(item as Node, seq, seq.items.length, via))
    this.#open.delete(node)
    return seq
  }

  #map(node: YAMLMap, parent: Parent, key: Key | undefined, via: Span | undefined): MapValue {
    const map = new MapValue(this.file, spanOf(node), parent, key)
    map.flow = node.flow === true
    this.#open.add(node)
    const merges: Value[] = []
    for (const pair of node.items as Pair<Node, Node | null>[]) this.#pair(pair, map, merges, via)
    this.#open.delete(node)
    for (const source of merges) merge(map, source)
    return map
  }

  #pair(pair: Pair<Node, Node | null>, map: MapValue, merges: Value[], via: Span | undefined): void {
    const written = isAlias(pair.key) ? this.#anchors.get(pair.key.source) : pair.key
    if (!isScalar(written)) {
      this.#tell('A key must be a plain word or a text.', spanOf(pair.key))
      return
    }
    const keyNode = this.#scalar(written, map, undefined)
    if (!via && typeof keyNode.value !== 'string') this.oddKeys.push(keyNode)
    const name = String(keyNode.value)
    if (name === '<<' && keyNode.style === 'plain') {
      if (pair.value) merges.push(this.build(pair.value, map, name, via ?? spanOf(pair.value)))
      return
    }
    const known = map.has(name)
    const value = pair.value ? this.build(pair.value, map, name, via) : this.#nothing(end(keyNode.span), map, name, via)
    const last = value.via && !via ? value.via : value.span
    map.add({
      key: keyNode,
      value,
      span: span(keyNode.span.start, Math.max(keyNode.span.end, last.end)),
      merged: false,
    })
    if (known) this.problems.push(standsTwice(name, keyNode.span))
  }

  #alias(node: Alias, parent: Parent, key: Key | undefined, via: Span | undefined): Value {
    const at = spanOf(node)
    const target = this.#anchors.get(node.source)
    const why = !target ? 'has no anchor before it' : this.#open.has(target) ? 'stands inside its own anchor' : ''
    if (why) this.#tell(`The alias "*${node.source}" ${why}.`, at)
    if (!target || why) return this.#nothing(at, parent, key)
    if (this.#aliased > ALIAS_LIMIT) return this.#nothing(at, parent, key)
    const value = this.build(target, parent, key, via ?? at)
    if (this.#aliased > ALIAS_LIMIT) this.#tellBomb(at)
    return value
  }

  #tellBomb(at: Span): void {
    const message = `The aliases stand for more than ${ALIAS_LIMIT} values; the rest of them is not read.`
    if (!this.problems.some((problem) => problem.message === message)) this.#tell(message, at, false)
  }

  #tell(message: string, { start, end }: Span, local = true): void {
    this.problems.push({ message, start, end, local })
  }

  #nothing(at: Span, parent: Parent, key: Key | undefined, via?: Span): ScalarValue {
    const value = new ScalarValue(this.file, at, parent, key, null, 'plain')
    if (via) value.via = via
    return value
  }
}

const spanOf = (node: Node): Span => (node.range ? span(node.range[0], endOf(node)) : span(0, 0))

/** A block ends with the last thing in it; the library counts comments and blank lines behind that too. */
function endOf(node: Node): number {
  const last = isCollection(node) && !node.flow ? (node.items.at(-1) as Node | Pair<Node, Node | null>) : undefined
  if (!last) return node.range?.[1] ?? 0
  return endOf(isPair(last) ? (last.value ?? last.key) : last)
}

const end = (at: Span): Span => span(at.end, at.end)
