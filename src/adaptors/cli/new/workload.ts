import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SourceFile } from '../../../documents/source'
import type { Value } from '../../../documents/tree'
import { asWorkload, mistakesOf, readSpec, type Workload } from '../../../service/scaffold'
import { decode, readText } from '../../node/read'
import { UsageError } from '../usage'
import type { NewCall } from './call'

export type ReadYaml = (file: SourceFile) => {
  readonly documents: readonly (Value | undefined)[]
  readonly problems: readonly { readonly message: string; readonly start: number }[]
}

/** What the specification and the flags wish together; a flag stands before the file. @throws UsageError */
export function workloadOf({ spec, wishes }: NewCall, cwd: string, readYaml: ReadYaml): Workload {
  if (spec !== undefined) return fromSpec(spec, cwd, readYaml, wishes)
  if (!('framework' in wishes)) throw new UsageError('Name a framework: gpu-compose new pytorch, or --spec FILE.')
  const [mistake] = mistakesOf(wishes)
  if (mistake) throw new UsageError(mistake.message)
  return asWorkload(wishes)
}

function fromSpec(path: string, cwd: string, readYaml: ReadYaml, wishes: NewCall['wishes']): Workload {
  const name = path === '-' ? 'stdin' : path
  const read = path === '-' ? decode(readFileSync(0)) : readText(resolve(cwd, path))
  if (typeof read === 'string') throw new UsageError(`--spec ${name}: ${read}`)
  const file = new SourceFile(name, read.text)
  const { documents, problems } = readYaml(file)
  if (problems[0]) throw told(file, problems[0].start, problems[0].message)
  const [root] = documents
  if (!root) throw new UsageError(`--spec ${name}: is empty: a workload is a map such as "framework: pytorch".`)
  const { workload, problems: mistakes } = readSpec(root, wishes)
  const [first] = mistakes
  if (first || !workload) throw told(file, first?.span.start ?? 0, mistakes.map(({ message }) => message).join(' '))
  return workload
}

function told({ path, lines }: SourceFile, at: number, message: string): UsageError {
  const { line, column } = lines.positionAt(at)
  return new UsageError(`${path}:${line}:${column}: ${message}`)
}
