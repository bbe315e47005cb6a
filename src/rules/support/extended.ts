import type { ComposeDocument, Service } from '../../documents/compose/types'

const memo = new WeakMap<ComposeDocument, ReadonlySet<Service>>()

/** True where another service of the file extends this one: it may be a template only. */
export function isExtended(service: Service): boolean {
  const { document } = service
  const known = memo.get(document) ?? new Set(document.services.flatMap(({ base }) => base ?? []))
  memo.set(document, known)
  return known.has(service)
}
