import type { Facts } from '../facts'
import type { Framework, Release } from '../frameworks/types'
import type { Vendor } from '../workload'

const known = new WeakMap<Facts, Map<string, readonly Release[]>>()

/** The releases of a framework, read from its table once: a wizard resolves dozens of wishes for one question. */
export function releasesOf(
  { id, releases }: Framework,
  facts: Facts,
  vendor: Vendor,
  image: string | undefined,
): readonly Release[] {
  if (image !== undefined) return releases(facts, vendor, image)
  const kept = known.get(facts) ?? new Map<string, readonly Release[]>()
  known.set(facts, kept)
  const key = `${id} ${vendor}`
  const found = kept.get(key) ?? releases(facts, vendor)
  kept.set(key, found)
  return found
}
