import type { Service } from '../../documents/compose/types'
import type { RuleContext } from '../../lint/rule'
import { type GpuImage, imageOf, programOf } from './gpu-image'

/** Starters of PyTorch training, and options that start worker processes. */
const SURE =
  /\btorchrun\b|torch\.distributed|\bdeepspeed\b|\baccelerate\s+launch\b|DataLoader|num[-_]workers[ =]+[1-9]|\baxolotl\b|llamafactory-cli train|--nproc[-_]per[-_]node/
const LIKELY =
  /\b(?:pre)?train(?:er|ing)?(?:[-_]\w+)?\.(?:py|sh)\b|\b\w*[-_]train\.(?:py|sh)\b|fine-?tun|\byolo\b.*\btrain\b|(?:^|\s)train(?:\s|$)/i
const NO_WORKERS = /num[-_]workers[ =]+0(?!\d)/

const FRAMEWORKS = ['pytorch', 'vllm', 'text-generation-inference', 'lmdeploy']

/** True for a program that trains with PyTorch and its worker processes; `torch`: the image has PyTorch, or another framework to train with. */
export const trains = (program: string, torch = false): boolean =>
  !NO_WORKERS.test(program) && (SURE.test(program) || (torch && LIKELY.test(program)))

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
  if (workers || trains(program, torch)) return 'training'
  return torch ? 'other' : undefined
}

function isTorch(image: GpuImage | undefined): boolean {
  const known = image?.known
  return known !== undefined && known.gpu !== 'cpu-tag' && FRAMEWORKS.includes(known.framework ?? '')
}
