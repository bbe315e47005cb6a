import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { type Span, span } from '../../text'
import type { SourceFile, SyntaxProblem } from '../source'
import { type Key, MapValue, ScalarValue, SeqValue, type Value } from '../tree'
import { DEPTH_LIMIT, deepest } from '../yaml/depth'

export interface JsonText {
  readonly root: Value | undefined
  readonly problems: readonly SyntaxProblem[]
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidNumberFormat: 'This is no number.',
  PropertyNameExpected: 'A key in double quotes must stand here.',
  ValueExpected: 'A value must stand here.',
  ColonExpected: 'A colon is missing.',
  CommaExpected: 'A comma is missing.',
  CloseBraceExpected: 'A closing brace is missing.',
  CloseBracketExpected: 'A closing bracket is missing.',
  EndOfFileExpected: 'The text should end here.',
  UnexpectedEndOfComment: 'A comment does not end.',
  UnexpectedEndOfString: 'A text in quotes does not end.',
}

/** Reads JSON with comments and trailing commas. Never throws: broken text gives what is whole of it and its problems. */
export function readJson(file: SourceFile): JsonText {
  if (deepest(file.text) > DEPTH_LIMIT) {
    const message = `The text is nested deeper than ${DEPTH_LIMIT} levels and was not read.`
    return { root: undefined, problems: [{ message, start: 0, end: Math.min(1, file.text.length) }] }
  }
  const errors: ParseError[] = []
  // A byte order mark is no JSON; a blank in its place keeps all offsets.
  const root = parseTree(file.text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true })
  const problems = errors.map(({ error, offset, length }) => ({
    message: MESSAGES[printParseErrorCode(error)] ?? 'This is no JSON.',
    start: offset,
    end: offset + length,
  }))
  return { root: root && build(file, root, undefined, undefined), problems }
}

type Parent = MapValue | SeqValue | undefined

function build(file: SourceFile, node: Node, parent: Parent, key: Key | undefined): Value {
  const at = spanOf(node)
  if (node.type === 'object') return buildMap(file, node, new MapValue(file, at, parent, key))
  if (node.type === 'array') {
    const seq = new SeqValue(file, at, parent, key)
    seq.flow = true
    for (const [index, item] of (node.children ?? []).entries()) seq.items.push(build(file, item, seq, index))
    return seq
  }
  return new ScalarValue(file, at, parent, key, node.value ?? null, node.type === 'string' ? 'double' : 'plain')
}

function buildMap(file: SourceFile, node: Node, map: MapValue): MapValue {
  map.flow = true
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? []
    if (!name) continue
    const key = new ScalarValue(file, spanOf(name), map, undefined, String(name.value), 'double')
    const end = span(name.offset + name.length, name.offset + name.length)
    const inner = value
      ? build(file, value, map, String(name.value))
      : new ScalarValue(file, end, map, String(name.value), null, 'plain')
    map.add({ key, value: inner, span: span(name.offset, inner.span.end), merged: false })
  }
  return map
}

const spanOf = ({ offset, length }: Node): Span => span(offset, offset + length)
