import { readJson } from '../json/read'
import { plainText, plainTexts } from '../plain-text'
import type { SourceFile } from '../source'
import { asMap, asSeq } from '../tree'
import { dirname, resolvePath } from '../workspace'
import type { DevcontainerDocument } from './types'

/** Reads a devcontainer.json, comments and trailing commas included. */
export function readDevcontainer(file: SourceFile): DevcontainerDocument {
  const { root: value, problems } = readJson(file)
  const root = asMap(value)
  // `dockerFile` at the top is the form of before 2020, still read.
  const dockerfile = plainText(root?.at('build', 'dockerfile') ?? root?.get('dockerFile'))
  const args = asMap(root?.at('build', 'args'))?.entries ?? []
  return {
    kind: 'devcontainer',
    file,
    root,
    image: plainText(root?.get('image')),
    runArgs: plainTexts(asSeq(root?.get('runArgs'))),
    gpu: root?.at('hostRequirements', 'gpu'),
    dockerComposeFiles: plainTexts(root?.get('dockerComposeFile')),
    dockerfile,
    dockerfilePath: dockerfile?.value === undefined ? undefined : resolvePath(dirname(file.path), dockerfile.value),
    args: new Map(args.map((entry) => [String(entry.key.value), plainText(entry.value)?.value])),
    target: plainText(root?.at('build', 'target')),
    problems,
  }
}
