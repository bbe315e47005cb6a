import { Composer, Parser, type ScalarTag } from 'yaml'
import type { SourceFile, SyntaxProblem } from '../source'
import type { ScalarValue, Value } from '../tree'
import { TreeBuilder } from './build'
import { DEPTH_LIMIT, deepest } from './depth'

type ComposerOptions = ConstructorParameters<typeof Composer>[0]

export interface YamlText {
  /** The tree of each YAML document; an empty one is a null. */
  readonly documents: readonly (Value | undefined)[]
  readonly problems: readonly SyntaxProblem[]
  /** Keys that are no texts. */
  readonly oddKeys: readonly ScalarValue[]
}

/** No null, truth value or number begins like this: such a word needs no look at their patterns. */
const word: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^[a-eg-mo-su-zA-EG-MO-SU-Z/$_]/,
  resolve: (text) => text,
}

// Duplicate keys are looked for while building: the library compares each key with every other of its map.
const options: ComposerOptions = {
  uniqueKeys: false,
  keepSourceTokens: false,
  prettyErrors: false,
  logLevel: 'silent',
  customTags: (tags) => [word, ...tags],
}

/** Reads YAML 1.2 with merge keys. Never throws: broken text gives what is whole of it and its problems. */
export function readYaml(file: SourceFile): YamlText {
  if (deepest(file.text) <= DEPTH_LIMIT) return readDocuments(file)
  const message = `is nested deeper than ${DEPTH_LIMIT} levels and was not read`
  return { documents: [], problems: [{ message, start: 0, end: Math.min(1, file.text.length) }], oddKeys: [] }
}

function readDocuments(file: SourceFile): YamlText {
  const documents: (Value | undefined)[] = []
  const problems: SyntaxProblem[] = []
  const oddKeys: ScalarValue[] = []
  const composer = new Composer(options)
  // To Compose and Kubernetes (go-yaml) a lone CR ends a line; the library does not know that.
  const text = file.textWithLf
  for (const document of composer.compose(new Parser().parse(text), false, text.length)) {
    for (const { message, pos } of document.errors) problems.push({ message, start: pos[0], end: pos[1] })
    const builder = new TreeBuilder(file, problems)
    documents.push(document.contents ? builder.build(document.contents) : undefined)
    oddKeys.push(...builder.oddKeys)
  }
  return { documents, problems, oddKeys }
}
