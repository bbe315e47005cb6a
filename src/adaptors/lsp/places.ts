import { URI, Utils } from 'vscode-uri'

/** A document as the linter names it: a path under a root. */
export interface Place {
  /** Address of the folder, without a slash at its end. */
  readonly root: string
  readonly path: string
}

/** One spelling for one address: editors differ in what they escape and in the case of a drive letter. */
export function sameSpelling(uri: string): string {
  const { scheme, authority, path } = URI.parse(uri)
  return URI.from({ scheme, authority, path: path.replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase()) }).toString()
}

/** The address without the slash at its end. */
export const rootSpelling = (uri: string): string => sameSpelling(uri).replace(/\/+$/, '')

/** The path of an address below a root, decoded; undefined when it lies elsewhere. */
export function pathBelow(root: string, uri: string): string | undefined {
  const [folder, file] = [URI.parse(root), URI.parse(sameSpelling(uri))]
  const start = `${folder.path.replace(/\/+$/, '')}/`
  const same = folder.scheme === file.scheme && folder.authority === file.authority && file.path.startsWith(start)
  return same ? file.path.slice(start.length) : undefined
}

export const addressOf = (root: string, path: string): string => {
  const folder = URI.parse(root)
  return folder.with({ path: `${folder.path.replace(/\/+$/, '')}/${path}` }).toString()
}

/** The innermost workspace folder that holds the document, else the document's own folder. */
export function placeOf(uri: string, languageId: string, roots: readonly string[]): Place {
  const inner = [...roots].sort((a, b) => b.length - a.length).find((root) => pathBelow(root, uri) !== undefined)
  if (inner !== undefined) return { root: inner, path: pathBelow(inner, uri) ?? '' }
  const address = URI.parse(uri)
  const folder = address.with({ path: Utils.dirname(address).path })
  return { root: rootSpelling(folder.toString()), path: Utils.basename(address) + nameFor(address.scheme, languageId) }
}

/** A text without a file has no telling name; the language chosen for it says what it is. */
function nameFor(scheme: string, languageId: string): string {
  if (scheme !== 'untitled') return ''
  return { dockerfile: '.Dockerfile', dockercompose: '.compose.yaml' }[languageId] ?? ''
}
