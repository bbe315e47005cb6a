import type { ComposeDocument, Service } from '../../documents/compose/types'
import { Kept } from '../../text'

const memo = new Kept<ComposeDocument, ReadonlySet<Service>>()

/** True where another service of the file extends this one: it may be a template only. */
export function isExtended(service: Service): boolean {
  const { document } = service
  const known = memo.get(document) ?? new Set(document.services.flatMap(({ base }) => base ?? []))
  memo.set(document, known)
  return known.has(service)
}
