import { span } from '../../text'
import type { SourceFile } from '../source'
import type { EnvFile, EnvFileVariable } from './env-file'

/** `format: raw`: each line is NAME=value, letter by letter; lines that start with `#` are comments. */
export function rawEnvFile(file: SourceFile): EnvFile {
  const variables: EnvFileVariable[] = []
  for (const { 0: line, index } of file.text.matchAll(/[^\r\n]+/g)) {
    const equals = line.indexOf('=')
    const end = equals < 0 ? line.length : equals
    const name = line.slice(0, end).trim()
    if (name === '' || name.startsWith('#')) continue
    const value = equals < 0 ? undefined : line.slice(equals + 1)
    const nameSpan = span(index, index + end)
    const valueSpan = span(Math.min(index + end + 1, index + line.length), index + line.length)
    variables.push({ name, value, interpolated: false, nameSpan, valueSpan })
  }
  return { file, variables, broken: false }
}
