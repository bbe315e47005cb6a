import type { Service } from '../../documents/compose/types'
import type { RuleContext } from '../../lint/rule'
import { type GpuImage, imageOf, programOf } from './gpu-image'

/** Starters of PyTorch training, and options that start worker processes. */
const SURE =
  /\btorchrun\b|torch\.distributed|\bdeepspeed\b|\baccelerate launch\b|DataLoader|num[-_]workers[ =]+[1-9]|\baxolotl\b|llamafactory-cli train|--nproc[-_]per[-_]node/
const LIKELY =
  /\b(?:pre)?train(?:er|ing)?(?:[-_]\w+)?\.(?:py|sh)\b|\b\w*[-_]train\.(?:py|sh)\b|fine-?tun|\byolo\b.*\btrain\b|(?:^|\s)train(?:\s|$)/i
const NO_WORKERS = /num[-_]workers[ =]+0(?!\d)/

const FRAMEWORKS = ['pytorch', 'vllm', 'text-generation-inference', 'lmdeploy']

export type UseOfTorch = 'training' | 'other'

/** What the service does with PyTorch; undefined: nothing that is known. */
export function torchUse(service: Service, context: RuleContext): UseOfTorch | undefined {
  const image = imageOf(service, context)
  const program = programOf(service, image)
  if (NO_WORKERS.test(program)) return undefined
  const torch = isTorch(image)
  const workers = service.environment.some(
    ({ name, value }) => /^(?:DATA_?LOADER_)(?:NUM_)?WORKERS$/i.test(name) && /^[1-9]\d*$/.test(value ?? ''),
  )
  if (SURE.test(program) || workers || (torch && LIKELY.test(program))) return 'training'
  return torch ? 'other' : undefined
}

function isTorch(image: GpuImage | undefined): boolean {
  const known = image?.known
  return known !== undefined && known.gpu !== 'cpu-tag' && FRAMEWORKS.includes(known.framework ?? '')
}
