import { compareVersions } from '../../facts'

/** True where the version is known and older. */
export const isBefore = (version: string | undefined, bound: string): boolean =>
  version !== undefined && compareVersions(version, bound) < 0

/** True where the version is known and that one or later. */
export const isFrom = (version: string | undefined, bound: string): boolean =>
  version !== undefined && compareVersions(version, bound) >= 0
