/** A path of a report (with `/`) as a URI reference: relative paths stay relative. */
export function uriOf(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  if (path.startsWith('/')) return `file://${encoded}`
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path[0]}:${encoded.slice('C%3A'.length)}`
  return encoded
}
