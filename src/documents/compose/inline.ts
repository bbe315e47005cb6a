import { type Span, span, type TextEdit } from '../../text'
import { type MappedText, MappedTextBuilder } from '../dockerfile/mapped-text'
import type { SourceFile } from '../source'
import type { Text } from '../text'
import { interpolate, type Lookup } from './interpolate'

/** A Dockerfile written into a compose file, as a text of its own that knows where each unit of it stands. */
export class InlineDockerfile {
  constructor(
    readonly host: SourceFile,
    /** What it goes by among the files: none on the disk is called so. */
    readonly path: string,
    readonly indent: string,
    readonly mapped: MappedText,
    /** What variables of Compose brought: no edit may touch it. */
    readonly filled: readonly Span[],
  ) {}

  get text(): string {
    return this.mapped.text
  }

  /** Where a stretch stands in the compose file: a variable is one place. */
  span({ start, end }: Span): Span {
    const cut = (at: number) => this.filled.find((one) => one.start < at && at < one.end)
    return this.mapped.span(cut(start)?.start ?? start, cut(end)?.end ?? end)
  }

  /** The same edit in the compose file; undefined where it would touch a variable, or what stands behind the text. */
  edit({ start, end, newText }: TextEdit): TextEdit | undefined {
    if (this.filled.some((one) => start < one.end && one.start < end)) return undefined
    const [from, to] = [this.#at(start), this.#at(end)]
    const indented = newText.replaceAll('$', '$$$$').replace(/\r\n|\n|\r/g, `$&${this.indent}`)
    if (end < this.text.length || !/[\r\n]$/.test(this.text)) return { start: from, end: to, newText: indented }
    const wholeLines = newText === '' && end > start && /(?:^|[\r\n])$/.test(this.text.slice(0, start))
    return wholeLines ? { start: from - this.indent.length, end: to, newText } : undefined
  }

  #at(offset: number): number {
    return this.mapped.span(offset, offset).start
  }
}

/** Only a literal block (`|`) is read: in it each line stands as Docker gets it, behind one indentation. */
export function readInline(text: Text | undefined, lookup: Lookup): InlineDockerfile | undefined {
  const header = text && /^\|[+-]?[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r)/.exec(text.node.source)?.[0]
  if (!text || !header) return undefined
  const { file, span: at } = text.node
  const body = file.text.slice(at.start + header.length, at.end)
  const indent = /^(?: *(?:\r\n|\n|\r))*( +)/.exec(body)?.[1] ?? ''
  const filling = new Filling(lookup)
  let from = at.start + header.length
  for (const line of body.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []) {
    const behind = Math.min(indent.length, line.search(/[^ ]|$/))
    filling.add(line.slice(behind), from + behind)
    from += line.length
  }
  const { mapped, filled } = filling
  const path = `${file.path}:${file.lines.positionAt(at.start).line}`
  return isSame(mapped.text, text.value) ? new InlineDockerfile(file, path, indent, mapped, filled) : undefined
}

/** How YAML and Compose read the block counts: where a variable is not known, nothing is. */
const isSame = (read: string, value: string | undefined): boolean =>
  read.replace(/\r\n?/g, '\n').trimEnd() === value?.replace(/\r\n?/g, '\n').trimEnd()

const EXPRESSION = /\$(?:\$|[A-Za-z_]\w*|\{[^{}\r\n]*\})/g

/** Compose fills its variables in before Docker reads the text; `$$` is the dollar that Docker sees. */
class Filling {
  readonly filled: Span[] = []
  readonly #builder = new MappedTextBuilder()
  #length = 0

  constructor(readonly lookup: Lookup) {}

  get mapped(): MappedText {
    return this.#builder.build()
  }

  add(line: string, source: number): void {
    let from = 0
    for (const { 0: found, index } of line.matchAll(EXPRESSION)) {
      this.#put(line.slice(from, index), source + from)
      const value = interpolate(found, this.lookup).value ?? ''
      if (found !== '$$') this.filled.push(span(this.#length, this.#length + value.length))
      this.#put(value, source + index, found.length)
      from = index + found.length
    }
    this.#put(line.slice(from), source + from)
  }

  #put(part: string, source: number, width = part.length): void {
    this.#builder.add(part, source, width)
    this.#length += part.length
  }
}
