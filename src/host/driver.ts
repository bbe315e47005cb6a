import type { Target } from './target'

/** `535` of `535.183.01`, `R535` or `535`; undefined where it is not said, or is no driver of NVIDIA. */
export function driverBranch({ driver = '' }: Target): number | undefined {
  const branch = /^[rv]?(\d{3})(?:$|[^\d])/i.exec(driver.trim())?.[1]
  return branch === undefined ? undefined : Number(branch)
}

/** What a card is to the start check and to forward compatibility: GeForce and TITAN are left out of both, data-centre cards are not. */
export type CardClass = 'geforce' | 'datacenter' | 'other'

const GEFORCE = /\b(?:geforce|gtx|titan)\b|\brtx[\s-]*[2-9]0[5-9]0\b|\b(?:gt|mx)[\s-]*\d{3,4}\b/i
const DATACENTER =
  /^(?:(?:nvidia|tesla)[\s-]+)*(?:a(?:2|10g?|16|30x?|40|100x?|800)|h(?:20|100|200|800)|g[hb][23]00|b[123]00|l(?:2|4|20|40[sg]?)|t4g?|v100s?|p(?:4|6|40|100)|k(?:10|20x?|40|80)|m(?:4|6|10|40|60))\b(?!\s*ada)|\btesla\b/i

/** By the product's name; an architecture or a compute capability tells nothing. */
export function cardClass(name: string): CardClass {
  if (GEFORCE.test(name)) return 'geforce'
  return DATACENTER.test(name.trim()) ? 'datacenter' : 'other'
}

/** True where the cards are named and each is a GeForce or TITAN. */
export const allGeForce = ({ gpus = [] }: Target): boolean =>
  gpus.length > 0 && gpus.every((name) => cardClass(name) === 'geforce')
