import { frameworks } from '../frameworks'
import { isPlatform } from '../host/platform'
import { type Mode, type Vendor, without } from '../workload'
import type { Impossible } from './plan'
import type { Wanted } from './wanted'

/** Why a framework is surely not to be had like this, whichever of its releases is taken. */
export const refusal = (wanted: Wanted): Impossible | undefined =>
  noMode(wanted) ?? noVendor(wanted) ?? foreignCuda(wanted) ?? noPair(wanted) ?? onJetson(wanted) ?? ofImage(wanted)

const NAMES: Readonly<Record<Vendor, string>> = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' }

const noMode = ({ framework: { title, modes }, mode, workload }: Wanted): Impossible | undefined =>
  modes.includes(mode)
    ? undefined
    : {
        impossible: `${title} has no mode ${mode}: there is ${modes.join(', ')}.`,
        nearest: { ...workload, mode: modes[0] as Mode },
      }

const noVendor = ({ framework: { title, vendors, lacks }, vendor, workload }: Wanted): Impossible | undefined =>
  vendors.includes(vendor)
    ? undefined
    : {
        impossible: `gpu-compose writes ${title} for ${vendors.map((one) => NAMES[one]).join(' and ')} GPUs, not for ${NAMES[vendor]} ones${lacks?.[vendor] ? ` (${lacks[vendor]})` : ''}: for those there are ${idsFor(vendor)}.`,
        nearest: { ...workload, vendor: vendors[0] as Vendor },
      }

const idsFor = (vendor: Vendor): string =>
  frameworks.flatMap(({ id, vendors }) => (vendors.includes(vendor) ? [id] : [])).join(', ')

const foreignCuda = ({ vendor, workload }: Wanted): Impossible | undefined =>
  workload.cuda && vendor !== 'nvidia'
    ? {
        impossible: `CUDA ${workload.cuda} is for NVIDIA GPUs, and ${NAMES[vendor]} ones are wished: leave it out.`,
        nearest: without(workload, ['cuda']),
      }
    : undefined

function noPair({ framework: { title, cpu }, workload }: Wanted): Impossible | undefined {
  if (!workload.cpuFallback || (cpu && workload.gpus !== 'none')) return undefined
  const impossible = cpu
    ? 'A CPU fallback is a pair of files, one with a GPU, and gpus: none wishes for none.'
    : `${title} needs a GPU, so a file without one starts nothing.`
  return { impossible, nearest: { ...workload, cpuFallback: false } }
}

const onJetson = ({ framework: { title }, target }: Wanted): Impossible | undefined =>
  isPlatform(target, 'jetson')
    ? {
        impossible: `Jetson takes images and wheels of its own (JetPack), which the facts on ${title} do not have.`,
        nearest: undefined,
      }
    : undefined

/** An image of one's own goes with one framework alone. */
function ofImage({ framework: { title, ownImage }, workload, facts }: Wanted): Impossible | undefined {
  if (ownImage) return ownImage.refusal(workload, facts)
  if (workload.image === undefined && workload.command === undefined) return undefined
  return {
    impossible: `An image and a command of your own go with own-image (gpu-compose new own-image): ${title} is written with its own.`,
    nearest: without(workload, ['image', 'command']),
  }
}
