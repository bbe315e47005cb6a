import type { Service } from '../../documents/compose/types'

/** True for a path that stands at the target of a mount, or below it. */
export const isWithin = (path: string, target: string): boolean => {
  const folder = target.replace(/\/+$/, '')
  return path === folder || path.startsWith(`${folder}/`)
}

/** True where a volume is mounted at the path or above it, and also where the target of one is not known. */
export const isMounted = ({ volumes, partial }: Service, path: string): boolean =>
  partial || volumes.some(({ target }) => target === undefined || isWithin(path, target))
