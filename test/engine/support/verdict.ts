import { createLinter, defaultConfig, type FileResult, MemoryWorkspace } from '../../../src/service'
import type { Files } from './compose'

/** What our own service says of a project's main file. */
export async function check(files: Files, path = 'compose.yaml'): Promise<FileResult> {
  const result = await createLinter({ workspace: new MemoryWorkspace({ ...files }), config: defaultConfig }).check(path)
  if (!result) throw new Error(`${path} was not taken for a file of ours`)
  return result
}

/** A finding that says itself that the loader refuses the file. */
const REFUSAL = /Compose(?: [\d.]+)? refuses the (?:file|long syntax)/

/** The sentences with which we say that `docker compose config` refuses the file; none where it accepts it. */
export async function refusals(files: Files): Promise<readonly string[]> {
  const { findings, problems } = await check(files)
  const said = findings.filter(({ severity, message }) => severity !== 'warning' && REFUSAL.test(message))
  return [
    ...said.map(({ rule, message }) => `${rule}: ${message}`),
    ...problems.filter(({ fatal }) => fatal).map(({ message }) => message),
  ]
}
