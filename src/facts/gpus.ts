import { lazy } from './lazy'
import table from './tables/gpus.json'

export interface Gpu {
  readonly arch: string
  /** Compute capabilities, one row mostly has one. */
  readonly computeCapabilities: readonly string[]
  /** The first toolkit that compiles for it. Older programs may still run through PTX. */
  readonly minCuda: string
  /** The last toolkit that compiles for it; missing: still supported. */
  readonly lastCuda?: string
  /** The last driver branch that runs it; missing: none known. */
  readonly lastDriverBranch?: number
  readonly minDriverLinux?: string
  readonly embedded?: true
  readonly products: readonly string[]
}

interface Row {
  readonly arch: string
  readonly cc: string
  readonly minCuda: string
  readonly lastCuda?: string
  readonly lastDriver?: number
  readonly minDriver?: string
  readonly embedded?: true
  readonly products?: readonly string[]
}

const gpuOf = ({ arch, cc, minCuda, lastCuda, lastDriver, minDriver, embedded, products }: Row): Gpu => ({
  arch,
  computeCapabilities: cc.split(' '),
  minCuda,
  ...(lastCuda && { lastCuda }),
  ...(lastDriver && { lastDriverBranch: lastDriver }),
  ...(minDriver && { minDriverLinux: minDriver }),
  ...(embedded && { embedded }),
  products: products ?? [],
})

export const gpus = lazy((): readonly Gpu[] => (table.rows as unknown as readonly Row[]).map(gpuOf))

/** `NVIDIA GeForce RTX 4090`, `Tesla T4`, `NVIDIA A100-SXM4-80GB`, `rtx4090`: maker, form and memory set aside. */
const normalise = (name: string): string =>
  name
    .toLowerCase()
    .replace(/\b(?:nvidia|geforce|tesla|quadro|laptop|gpu|pcie|sxm\d?|nvl|hbm\d\w*|\d+\s*gb)\b|[-_\s]+/g, ' ')
    .replace(/\b(?:sxm\d?|pcie|nvl|\d+gb)\b/g, ' ')
    .replace(/\b(rtx|gtx)\s*(?=\d)/g, '$1 ')
    .replace(/\s+/g, ' ')
    .trim()

const byProduct = lazy(
  () => new Map(gpus().flatMap((gpu) => gpu.products.map((product) => [normalise(product), gpu] as const))),
)

/**
 * @param name a product (`RTX 4090`, `NVIDIA A100-SXM4-80GB`), an architecture (`Ada`, `Ada Lovelace`) or a compute capability (`8.9`, `sm_89`)
 * @returns every row it may mean (an architecture has several); empty when not known, which says nothing of the card
 */
export function gpu(name: string): readonly Gpu[] {
  const capability = /^(?:sm_|compute_)?(\d{1,2})\.?(\d)a?$/i.exec(name.trim())
  if (capability)
    return gpus().filter(({ computeCapabilities }) => computeCapabilities.includes(`${capability[1]}.${capability[2]}`))
  const product = byProduct().get(normalise(name))
  if (product) return [product]
  const arch = name
    .trim()
    .toLowerCase()
    .replace(/\s+lovelace$/, '')
  return gpus().filter((row) => row.arch.toLowerCase() === arch)
}
