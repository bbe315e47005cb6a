import type { TritonRelease } from '../../facts'
import { majorOf, versionPrefix } from '../../facts/versions'
import type { Build } from '../types'

/** What the release notes say of the image of a release. */
export function buildOf(row: TritonRelease, cuda: string): Build {
  const branch = row.driver === undefined || row.doubt === 'driver' ? undefined : majorOf(row.driver)
  const older = row.dataCenter?.split(' ').flatMap((one) => majorOf(one) ?? [])
  return {
    cuda: versionPrefix(cuda, 2),
    image: `nvcr.io/nvidia/tritonserver:${row.release}-py3`,
    ...(branch !== undefined && { driver: { branch, ...(older && { dataCenter: older }) } }),
    ...(row.minCc && { minCapability: row.minCc }),
  }
}
