import type { Facts } from '../facts'
import type { Framework } from '../frameworks/types'
import type { Target } from '../host/target'
import type { Mode, Vendor, Workload } from '../workload'

/** What is wished of a framework, its mode and the make of its GPUs decided. */
export interface Wanted {
  readonly framework: Framework
  readonly mode: Mode
  readonly vendor: Vendor
  readonly workload: Workload
  readonly target: Target
  readonly facts: Facts
}
