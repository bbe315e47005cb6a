import type { ImageReference } from '../../documents/images'
import { basename } from '../../documents/workspace'
import type { Facts } from '../../facts'
import type { Target } from '../../host/target'

const NAME = /(?:^|[-_./])(?:l4t|jetson|jetpack|tegra|jp[4-7])\d*(?:$|[-_./])/

/** An image for the GPU of a Jetson module, by its name: `nvcr.io/nvidia/l4t-base`, `dustynv/*`, a tag with `-jetson` or, of NVIDIA, `-igpu`. */
export function isJetsonImage({ fullName, tag = '' }: ImageReference): boolean {
  if (fullName.startsWith('dustynv/') || NAME.test(fullName) || NAME.test(tag)) return true
  return fullName.startsWith('nvcr.io/') && /(?:^|-)igpu(?:-|$)/.test(tag)
}

/** Of these every tag is for arm64 alone. */
export const isJetsonOnly = ({ fullName }: ImageReference): boolean =>
  /^(?:dustynv\/|nvcr\.io\/nvidia\/l4t-)/.test(fullName)

/** `Dockerfile.jetson`, `docker-compose-l4t.yml`. */
export const isNamedForJetson = (path: string): boolean =>
  /(?:^|[-_.])(?:jetson|l4t|tegra)\d*(?:$|[-_.])/i.test(basename(path))

/** True where a module of the target runs the images of servers: Thor, from JetPack 7 on. */
export const isThor = ({ gpus = [] }: Target): boolean => gpus.some((name) => /\bthor\b|^\s*11\.0\s*$/i.test(name))

/** True where the cards of the target are named, and each is known to be no Jetson. */
export const isDiscrete = ({ gpus = [] }: Target, facts: Facts): boolean =>
  gpus.length > 0 &&
  gpus.every((name) => {
    const known = facts.gpu(name)
    return known.length > 0 && known.every(({ embedded }) => !embedded)
  })
