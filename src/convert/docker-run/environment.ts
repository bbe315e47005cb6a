import type { EnvFileUse, EnvironmentVariable } from '../../documents/compose/types'
import type { Reader } from './reader'

/** A line that `docker run --env-file` and Compose read alike: nothing, a comment, or a value without quotes and variables. */
const ALIKE = /^(?:[ \t]*(?:#.*)?|[A-Za-z_]\w*=(?:[^\s'"$#\\]+(?: [^\s'"$#\\]+)*)?)$/

/** `--env-file` where both read the file alike, so that its values stay where they are; `-e` for the rest. */
export function environmentFlags(reader: Reader): readonly string[] {
  const { environment, envFiles } = reader.service
  const files = envFiles.map((use) => ({ use, kept: isKept(use, reader) }))
  const kept = new Set(files.filter((one) => one.kept).map(({ use }) => use.path))
  const own = environment.filter(({ form, node }) => form !== 'env_file' || !kept.has(node.file.path))
  return [
    ...files.flatMap(({ use, kept }) => fileFlags(use, kept, reader)),
    ...own.flatMap((one) => variableFlags(one, reader)),
  ]
}

function fileFlags({ path, required }: EnvFileUse, kept: boolean, reader: Reader): readonly string[] {
  if (path === undefined) return reader.lose('env_file', 'one of the files lies outside of the workspace')
  if (kept) return ['--env-file', reader.fromFolder(path)]
  const text = reader.project.text(path)
  if (text !== undefined)
    return reader.lose('env_file', `Docker reads ${path} in another way: its values stand in the line`)
  return required ? reader.lose('env_file', `${path} is not there`) : []
}

function isKept({ path, raw }: EnvFileUse, { project }: Reader): boolean {
  const text = path === undefined ? undefined : project.text(path)
  return text !== undefined && !text.includes('\r') && (raw || text.split('\n').every((line) => ALIKE.test(line)))
}

function variableFlags(variable: EnvironmentVariable, reader: Reader): readonly string[] {
  const { name, value, form } = variable
  if (value !== undefined) return ['-e', `${name}=${value}`]
  if (form === 'env_file')
    return variable.interpolated ? reader.lose('env_file', `the value of ${name} is not known`) : ['-e', name]
  return ofShell(variable, reader)
}

/** Taken from the shell whole (`- NAME`, `NAME:`), or made of variables of the shell. */
function ofShell({ name, node, form }: EnvironmentVariable, reader: Reader): readonly string[] {
  const written = reader.text(node)
  const pair = form === 'list' ? written : written === undefined ? name : `${name}=${written}`
  return pair === undefined ? reader.lose('environment', `the value of ${name} is not known`) : ['-e', pair]
}
