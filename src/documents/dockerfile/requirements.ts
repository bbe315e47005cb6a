import type { Requirement } from './pip-types'
import { parseRequirement } from './requirement'

export { type CopiedRequirements, requirementFilesOf } from './copied-files'

/**
 * The requirements of a requirements file: comments, continuation lines, hashes and options (`-r`, `--index-url`) are read over.
 * Spans are offsets in that text and hold the requirement without comment and hashes. Linear in the length of the text.
 */
export function readRequirements(text: string, path: string): readonly Requirement[] {
  const out: Requirement[] = []
  const line = /(?:[^\r\n\\]|\\(?:\r\n|[\s\S])?)+/g
  for (let match = line.exec(text); match; match = line.exec(text)) {
    const found = readLine(match[0])
    const said = found && parseRequirement(found.text)
    if (said) out.push({ ...said, span: { start: match.index + found.start, end: match.index + found.end }, path })
  }
  return out
}

const OPTION =
  /^[ \t]*(-i|--index-url|--pypi-url|--extra-index-url|-f|--find-links|-c|--constraint|-r|--requirement|--no-index)(?:[ \t=]+|(?<=-[a-z])(?=\S)|$)(\S*)/gm

const SHORT: Readonly<Record<string, string>> = {
  '-i': '--index-url',
  '--pypi-url': '--index-url',
  '-f': '--find-links',
  '-c': '--constraint',
  '--requirement': '-r',
}

/** The options of a requirements file that say where packages come from, by one name each. */
export const readOptions = (text: string): readonly { readonly name: string; readonly value: string | undefined }[] =>
  [...text.matchAll(OPTION)].map(([, name = '', value = '']) => ({
    name: SHORT[name] ?? name,
    value: value === '' || value.includes('$') ? undefined : value,
  }))

/** The requirement's text with line breaks taken out, and where it stands in its line. */
function readLine(line: string): { readonly text: string; readonly start: number; readonly end: number } | undefined {
  const content = line.slice(0, cutAt(line))
  const start = content.search(/[^\s\uFEFF\\]/)
  if (start < 0 || content[start] === '#') return undefined
  const end = content.replace(/[\s\\]+$/, '').length
  const own = content.slice(start, end)
  const editable = /^(?:-e|--editable)[\s=]+/.exec(own)
  const text = own.slice(editable?.[0].length ?? 0).replace(/\\(?:\r\n|\n|\r)/g, '')
  if (!editable && own.startsWith('-')) return undefined
  return { text, start: start + (editable?.[0].length ?? 0), end }
}

/** Where a comment or the first option behind the requirement (`--hash=…`) begins. */
function cutAt(line: string): number {
  const at = line.slice(1).search(/\s#|\s--?[a-z]/)
  return at < 0 ? line.length : at + 1
}
