import { readJson } from '../json/read'
import { plainText, plainTexts } from '../plain-text'
import type { SourceFile } from '../source'
import { asMap, asSeq } from '../tree'
import type { DevcontainerDocument } from './types'

/** Reads a devcontainer.json, comments and trailing commas included. */
export function readDevcontainer(file: SourceFile): DevcontainerDocument {
  const { root: value, problems } = readJson(file)
  const root = asMap(value)
  return {
    kind: 'devcontainer',
    file,
    root,
    image: plainText(root?.get('image')),
    runArgs: plainTexts(asSeq(root?.get('runArgs'))),
    gpu: root?.at('hostRequirements', 'gpu'),
    dockerComposeFiles: plainTexts(root?.get('dockerComposeFile')),
    // `dockerFile` at the top is the form of before 2020, still read.
    dockerfile: plainText(root?.at('build', 'dockerfile') ?? root?.get('dockerFile')),
    target: plainText(root?.at('build', 'target')),
    problems,
  }
}
