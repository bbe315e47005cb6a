import type { Framework, Reason, Release } from '../frameworks/types'
import { type Vendor, type Workload, without } from '../workload'
import type { GpuRequest, Impossible } from './plan'

/** Whom the container runs as. */
export interface User {
  readonly nonRoot: boolean
  /** `UID:GID`, for an image that is run as it is; undefined: what the image itself says. */
  readonly id: string | undefined
  readonly reasons: readonly Reason[]
}

interface Asking {
  readonly framework: Framework
  readonly workload: Workload
  readonly vendor: Vendor
  readonly release: Release
  readonly request: GpuRequest | undefined
}

/** As wished; else a user of its own in what is built here, and whom an image has that is run as it is. */
export function userOf(asking: Asking): User | Impossible {
  const { framework, workload, vendor, request } = asking
  if (framework.imageUser) return ofImage(asking, framework.imageUser)
  return { nonRoot: workload.nonRoot ?? ownUser(vendor, request), id: undefined, reasons: [] }
}

/** Device nodes of a group of the host are open to root without further ado. */
const ownUser = (vendor: Vendor, request: GpuRequest | undefined): boolean => vendor === 'nvidia' || !request

function ofImage(
  { workload, release, vendor }: Asking,
  { other, none }: NonNullable<Framework['imageUser']>,
): User | Impossible {
  if (workload.nonRoot === undefined) return { nonRoot: false, id: undefined, reasons: [] }
  if (!workload.nonRoot) return { nonRoot: false, id: '0:0', reasons: [reason('root', 'as wished')] }
  const found = other?.(release, vendor)
  if (!found) return { impossible: `${none} Leave --non-root out.`, nearest: without(workload, ['nonRoot']) }
  return { nonRoot: true, id: found.id, reasons: [reason(found.id, found.because)] }
}

const reason = (value: string, because: string): Reason => ({
  choice: 'User',
  value,
  because,
  in: ['compose', 'kubernetes', 'readme'],
})
