import type { GpuWish } from './types'

/** `2` is a number of GPUs; `0,1` and, as with Docker, `device=0` name them. What it comes to is validated elsewhere. */
export function gpusOf(word: string): GpuWish {
  const ids = /^device=(.*)$/.exec(word)?.[1] ?? (/[,=]|^(?:GPU|MIG)-/.test(word) ? word : undefined)
  if (ids !== undefined) return ids.split(',').map((id) => id.trim())
  return /^\d+$/.test(word) ? Number(word) : (word as GpuWish)
}
