import type { SourceFile } from '../documents/source'
import { asMap, isNull, type MapValue } from '../documents/tree'
import { readYaml } from '../documents/yaml/read'
import { compileOps, type FileEdit } from '../edits'
import type { Op } from '../edits/ops'

/** The configuration that is made where there is none. */
export const CONFIG_NAME = '.gpu-compose.yaml'

/**
 * Switches a rule off in a configuration, keeping its comments; in a new one where there is none.
 * @returns undefined for one that cannot be read whole
 */
export function disableRule(file: SourceFile | undefined, rule: string): readonly FileEdit[] | undefined {
  if (!file) return [{ path: CONFIG_NAME, start: 0, end: 0, newText: freshText(rule, '\n'), creates: true }]
  const { documents, problems } = readYaml(file)
  const [root] = documents
  if (problems.length > 0 || documents.length > 1) return undefined
  if (!root || isNull(root)) return isJson(file) ? undefined : [appended(file, rule)]
  const op = root.kind === 'map' ? disabling(root, rule) : undefined
  return op && compileOps([op])?.map((edit) => (isJson(file) ? edit : { ...edit, newText: plainOff(edit.newText) }))
}

const isJson = ({ path }: SourceFile): boolean => path.endsWith('.json')

const freshText = (rule: string, eol: string): string => `rules:${eol}  ${rule}: off${eol}`

/** A file of comments alone. */
function appended({ path, text }: SourceFile, rule: string): FileEdit {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const newText = (text === '' || /[\r\n]$/.test(text) ? '' : eol) + freshText(rule, eol)
  return { path, start: text.length, end: text.length, newText }
}

function disabling(root: MapValue, rule: string): Op | undefined {
  const rules = root.get('rules')
  if (!rules) return { op: 'insert', map: root, key: 'rules', value: { [rule]: 'off' } }
  if (isNull(rules)) return { op: 'set', target: rules, value: { [rule]: 'off' } }
  const map = asMap(rules)
  const level = map?.get(rule)
  if (level) return { op: 'set', target: level, value: 'off' }
  return map && { op: 'insert', map, key: rule, value: 'off' }
}

/** As people write it, and as the documentation does: in a configuration `off` is a word. */
const plainOff = (text: string): string => text.replace(/(^|: )"off"(?=[\s,}]|$)/, '$1off')
