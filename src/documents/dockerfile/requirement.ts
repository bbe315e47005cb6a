import type { Requirement } from './pip-types'

/** What one requirement says, without its place. */
export type RequirementText = Omit<Requirement, 'span' | 'path'>

const NAME = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/
const CLAUSE = /^(?:===|==|~=|!=|<=|>=|<|>)\s*[^\s,;<>=!~]+$/
/** PEP 503. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

/**
 * Parses a requirement of PEP 508, and the paths and URLs that pip takes too (their name is '' where nothing tells it).
 * `$NAME` in a version is kept as written: such a requirement is not pinned. Undefined for what is none.
 */
export function parseRequirement(text: string): RequirementText | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (isPlace(trimmed)) return placed(trimmed)
  const [head, marker] = splitMarker(trimmed)
  const match = NAME.exec(head)
  if (!match?.[1]) return undefined
  const rest = head.slice(match[0].length).trim()
  const named = { name: normalName(match[1]), extras: extrasOf(match[2]), marker }
  if (rest.startsWith('@')) return { ...named, specifier: '', pinned: undefined, url: rest.slice(1).trim() }
  const specifier = rest.replace(/^\(([^)]*)\)$/, '$1').trim()
  if (!isSpecifier(specifier)) return undefined
  return { ...named, specifier, pinned: pinnedVersion(specifier), url: undefined }
}

const NAMED_URL = /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*@/

const isPlace = (text: string): boolean => !NAMED_URL.test(text) && isPathOrUrl(text)

const isPathOrUrl = (text: string): boolean =>
  /^(?:\.|\/|~\/|[A-Za-z]:\\)/.test(text) ||
  /^[a-z+]+:\/\//i.test(text) ||
  /^git\+/.test(text) ||
  /\.(?:whl|tar\.gz|zip)$/.test(text)

function placed(text: string): RequirementText {
  const at = text.search(/\s;/)
  const url = (at < 0 ? text : text.slice(0, at)).trim()
  const marker = at < 0 ? undefined : text.slice(at + 2).trim()
  const egg = /[#&]egg=([A-Za-z0-9._-]+)/.exec(url)?.[1]
  const wheel = egg === undefined ? wheelOf(url) : undefined
  const name = normalName(egg ?? wheel?.name ?? '')
  return { name, extras: [], specifier: '', pinned: wheel?.version, marker, url }
}

/** A wheel's file name says what it is: `name-version(-build)-python-abi-platform.whl`. */
function wheelOf(url: string): { readonly name: string; readonly version: string } | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  if (!path.endsWith('.whl')) return undefined
  const parts = path.slice(path.lastIndexOf('/') + 1).split('-', 7)
  const [name = '', version = ''] = parts
  const plain = version.replace(/%2B/gi, '+')
  const whole = (parts.length === 5 || parts.length === 6) && /^[\w.]+$/.test(name) && /^[\w.+!]+$/.test(plain)
  return whole ? { name, version: plain } : undefined
}

function splitMarker(text: string): readonly [string, string | undefined] {
  const at = text.indexOf(';')
  return at < 0 ? [text, undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim() || undefined]
}

const extrasOf = (list: string | undefined): readonly string[] =>
  (list ?? '').split(',').flatMap((extra) => (extra.trim() ? [normalName(extra.trim())] : []))

const isSpecifier = (text: string): boolean =>
  text === '' ||
  text
    .replace(/,\s*$/, '')
    .split(',')
    .every((clause) => CLAUSE.test(clause.trim()))

function pinnedVersion(specifier: string): string | undefined {
  const version = /^={2,3}\s*([\w.+!-]+)$/.exec(specifier)?.[1]
  return version
}

/** conda's own notation: `pytorch=2.1.0`, `conda-forge::cudnn>=8`, `pytorch=2.1=py3.11_cuda12.1_0`. */
export function parseCondaSpec(text: string): RequirementText | undefined {
  const match = /^(?:[^\s:]+::)?([A-Za-z0-9_][\w.-]*)\s*(?:\[[^\]]*\])?\s*((?:[=<>!~ ][\s\S]*)?)$/.exec(text.trim())
  if (!match?.[1]) return undefined
  const specifier = (match[2] ?? '').trim()
  const pinned = /^={1,2}\s*([\w.+!]+)(?:=[^=]*)?$/.exec(specifier)?.[1]
  return { name: normalName(match[1]), extras: [], specifier, pinned, marker: undefined, url: undefined }
}

/** poetry's notation beside PEP 508: `torch@2.1.0` is that version, `torch@^2.1` a range. */
export function parsePoetrySpec(text: string): RequirementText | undefined {
  const match = /^([A-Za-z0-9][\w.-]*)(?:\[([^\]]*)\])?@([^\s/]+)$/.exec(text.trim())
  if (!match?.[1] || !match[3]) return parseRequirement(text)
  const pinned = /^\d[\w.+!]*$/.test(match[3]) ? match[3] : undefined
  const named = { name: normalName(match[1]), extras: extrasOf(match[2]), marker: undefined, url: undefined }
  return { ...named, specifier: match[3] === 'latest' ? '' : match[3], pinned }
}
