import { plainText, plainTexts } from '../plain-text'
import type { SourceFile } from '../source'
import { asMap, asSeq } from '../tree'
import { readYaml } from '../yaml/read'
import type { YamlText } from '../yaml/types'
import type { BentofileDocument } from './types'

/** Reads a bentofile.yaml: the options of BentoML's `docker:` and `python:`. */
export function readBentofile(file: SourceFile, yaml: YamlText = readYaml(file)): BentofileDocument {
  const root = asMap(yaml.documents[0])
  const requirementsFile = plainText(root?.at('python', 'requirements_txt'))
  const docker = asMap(root?.get('docker'))
  return {
    kind: 'bentofile',
    file,
    root,
    cudaVersion: plainText(docker?.get('cuda_version')),
    distro: plainText(docker?.get('distro')),
    baseImage: plainText(docker?.get('base_image')),
    pythonPackages: requirementsFile ? [] : plainTexts(asSeq(root?.at('python', 'packages'))),
    requirementsFile,
    problems: yaml.problems,
  }
}
