import { Composer, Parser, type ScalarTag } from 'yaml'
import type { SourceFile, SyntaxProblem } from '../source'
import type { ScalarValue, Value } from '../tree'
import { TreeBuilder } from './build'
import type { YamlText } from './types'

type ComposerOptions = ConstructorParameters<typeof Composer>[0]

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

/** Reads all of YAML 1.2 and merge keys. Never throws: broken text gives what is whole of it and its problems. */
export function readThoroughly(file: SourceFile): YamlText {
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
