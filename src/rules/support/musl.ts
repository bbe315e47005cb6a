import { parseImage } from '../../documents/images'

/** Packages whose wheels are for glibc only. */
export const GLIBC = /^(?:torch|torchvision|torchaudio|tensorflow|tensorflow-gpu|onnxruntime-gpu)$/

export function isAlpine(image: string): boolean {
  const { repository = '', tag = '' } = parseImage(image) ?? {}
  return repository === 'alpine' || /(?:^|-)alpine[\d.]*$/.test(tag)
}
