export { asWorkload, type Mistake, mistakesOf, workloadKeys } from './check'
export { gpusOf } from './gpus'
export { type ReadSpec, readSpec, type SpecProblem } from './read'
export {
  type Extra,
  extras,
  type GpuWish,
  type Mode,
  modes,
  type Vendor,
  vendors,
  type Wiring,
  type Workload,
  wirings,
} from './types'
export { type Wish, without } from './without'
