import { backends, cuda, python, vendor, version } from './build'
import { cpuFallback, gpus, wiring } from './gpu'
import { image, mode, more } from './project'
import type { Topic } from './topic'

export { frameworksInOrder, frameworkWords } from './framework'
export type { Scope, Topic } from './topic'

/** In the order in which a wizard asks. */
export const topics: readonly Topic[] = [
  image,
  mode,
  vendor,
  version,
  cuda,
  python,
  backends,
  gpus,
  wiring,
  cpuFallback,
  more,
]
