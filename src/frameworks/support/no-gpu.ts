import type { Choice } from '../types'

/** Keeps an image that sets NVIDIA_VISIBLE_DEVICES=all away from the GPUs where Docker's default runtime is nvidia. */
export const withoutGpu = ({ gpu }: Choice): Readonly<Record<string, string>> =>
  gpu ? {} : { NVIDIA_VISIBLE_DEVICES: 'void' }
