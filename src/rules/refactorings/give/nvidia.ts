import type { Target } from '../../../host/target'
import { partFor } from './part'
import { usualWiring, whyNot } from './target'
import { type Asked, isRefusal, type Refusal, refusal, type Wish } from './wish'

/** How GPUs of NVIDIA are asked for on this target. */
export function askNvidia({ wiring: wished, gpus }: Wish, target: Target): Asked | Refusal {
  const wiring = wished ?? usualWiring(gpus, target)
  const why = whyNot(wiring, gpus, target)
  if (why !== undefined) return refusal(why)
  const part = partFor(wiring, gpus, target)
  return isRefusal(part) ? part : { wiring, part }
}
