import { CHOMPING_MODE, COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, type ScalarEvent } from 'js-yaml'
import { type Span, span } from '../../text'
import type { SourceFile, SyntaxProblem } from '../source'
import { type Key, MapValue, type ScalarStyle, ScalarValue, SeqValue, type Value } from '../tree'
import { Cursor, endOfContent } from './cursor'
import { Events } from './events'
import { NotQuick } from './not-quick'
import { plainValue } from './plain'
import { standsTwice } from './twice'
import type { YamlText } from './types'

type Parent = MapValue | SeqValue | undefined

const { FLOW } = COLLECTION_STYLE
/** Of the byte order, and of the end of a document: the libraries disagree on what comes before and behind them. */
const MARKS = /\uFEFF|^\.\.\./m
/** By their numbers in the events. */
const STYLES: readonly (ScalarStyle | undefined)[] = [undefined, 'plain', 'single', 'double', 'block', 'block']

/**
 * Reads what nearly all files are, whole YAML without anchors, tags and directives, in a third of the time of the reader
 * that knows all of YAML and goes on behind mistakes.
 * @param depth levels of maps and lists that the text may have
 * @returns undefined where that reader must look
 */
export function readQuickly(file: SourceFile, depth: number): YamlText | undefined {
  try {
    const reader = new QuickReader(file, new Events(parseEvents(file.textWithLf, { maxDepth: depth })))
    reader.read()
    return reader
  } catch {
    return undefined
  }
}

/** Builds our tree from the events of a text; the places that they do not tell are looked up in it. */
class QuickReader implements YamlText {
  readonly documents: Value[] = []
  readonly oddKeys: ScalarValue[] = []
  readonly problems: SyntaxProblem[] = []
  readonly #cursor: Cursor

  constructor(
    readonly file: SourceFile,
    readonly events: Events,
  ) {
    this.#cursor = new Cursor(file.textWithLf)
  }

  read(): void {
    if (this.events.isOver || MARKS.test(this.#cursor.text)) throw new NotQuick()
    while (!this.events.isOver) {
      const { start } = this.events.openDocument()
      this.#cursor.passDashes()
      this.#cursor.expectAt(start)
      this.documents.push(this.#value(undefined, undefined))
      this.events.take()
    }
  }

  #value(parent: Parent, key: Key | undefined): Value {
    const event = this.events.take()
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event, parent, key)
    if (event.type !== EVENT_ID.SEQUENCE && event.type !== EVENT_ID.MAPPING) throw new NotQuick()
    this.#cursor.expectAt(event.start)
    const at = span(event.start, event.start)
    if (event.type === EVENT_ID.MAPPING)
      return this.#map(new MapValue(this.file, at, parent, key), event.style === FLOW)
    return this.#seq(new SeqValue(this.file, at, parent, key), event.style === FLOW)
  }

  #seq(seq: SeqValue, flow: boolean): SeqValue {
    seq.flow = flow
    if (flow) this.#cursor.pass('[')
    while (!this.events.closes) {
      if (!flow) this.#cursor.pass('-')
      seq.items.push(this.#value(seq, seq.items.length))
    }
    return this.#close(seq, ']', seq.items.at(-1))
  }

  #map(map: MapValue, flow: boolean): MapValue {
    map.flow = flow
    if (flow) this.#cursor.pass('{')
    while (!this.events.closes) this.#pair(map)
    return this.#close(map, '}', map.entries.at(-1)?.value)
  }

  #close<T extends MapValue | SeqValue>(value: T, bracket: string, last: Value | undefined): T {
    this.events.take()
    if (value.flow) this.#cursor.pass(bracket)
    value.endAt(value.flow || !last ? this.#cursor.at : last.span.end)
    return value
  }

  #pair(map: MapValue): void {
    const event = this.events.take()
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) throw new NotQuick()
    const key = this.#scalar(event, map, undefined)
    const name = String(key.value)
    if (name === '<<') throw new NotQuick()
    if (typeof key.value !== 'string') this.oddKeys.push(key)
    const known = map.has(name)
    this.#cursor.pass(':')
    const value = this.#value(map, name)
    map.add({ key, value, span: span(key.span.start, value.span.end), merged: false })
    if (known) this.problems.push(standsTwice(name, key.span))
  }

  #scalar(event: ScalarEvent, parent: Parent, key: Key | undefined): ScalarValue {
    const style = STYLES[event.style]
    if (!style) throw new NotQuick()
    if (event.valueStart < 0) return this.#nothing(parent, key)
    const at = style === 'block' ? this.#blockSpan(event) : this.#flowSpan(event, style === 'plain' ? 0 : 1)
    const { text } = this.#cursor
    const value = event.fast ? text.slice(event.valueStart, event.valueEnd) : getScalarValue(text, event)
    return new ScalarValue(this.file, at, parent, key, style === 'plain' ? plainValue(value) : value, style)
  }

  #flowSpan({ valueStart, valueEnd }: ScalarEvent, quote: number): Span {
    this.#cursor.expectAt(valueStart - quote)
    this.#cursor.at = valueEnd + quote
    return span(valueStart - quote, valueEnd + quote)
  }

  #blockSpan({ valueEnd, indent, chomping }: ScalarEvent): Span {
    const cursor = this.#cursor
    cursor.expect('|>')
    const start = cursor.at
    cursor.at = chomping === CHOMPING_MODE.KEEP ? valueEnd : endOfContent(cursor.text, valueEnd, indent)
    return span(start, cursor.at)
  }

  /** An empty value stands behind the blanks after its colon or dash. */
  #nothing(parent: Parent, key: Key | undefined): ScalarValue {
    this.#cursor.skipBlanks()
    const { at } = this.#cursor
    return new ScalarValue(this.file, span(at, at), parent, key, null, 'plain')
  }
}
