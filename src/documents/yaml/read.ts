import type { SourceFile } from '../source'
import { DEPTH_LIMIT, deepest } from './depth'
import { readQuickly } from './quick'
import { readThoroughly } from './thorough'
import type { YamlText } from './types'

/** Reads YAML 1.2 with merge keys. Never throws: broken text gives what is whole of it and its problems. */
export function readYaml(file: SourceFile): YamlText {
  if (deepest(file.text) <= DEPTH_LIMIT) return readQuickly(file, DEPTH_LIMIT) ?? readThoroughly(file)
  const message = `is nested deeper than ${DEPTH_LIMIT} levels and was not read`
  return { documents: [], problems: [{ message, start: 0, end: Math.min(1, file.text.length) }], oddKeys: [] }
}
