import type { Impossible } from '../plan'
import { cdiNames, orNodes, renderNodes, withoutNodes } from './dri'
import { hasCdi, instead, type Ways, type Wish } from './types'

/** The libraries are in the image, and the driver in the kernel: a container needs the device nodes. */
export const intel: Ways = {
  kind: 'intel.com/gpu',
  cards: true,
  usual: (gpus) => (hasCdi(gpus) ? 'cdi' : 'devices'),
  refusal: (wish) => noDriver(wish) ?? cdiNames(wish, intel.kind) ?? withoutNodes(wish) ?? named(wish),
  nodes,
  because: {
    devices: 'the device nodes of the cards in /dev/dri are all that is needed, and every engine hands them over',
    cdi: 'Docker Compose 2.30 and Engine 28.2 and later, with a CDI specification on the host (cdi-specs-generator of intel/intel-resource-drivers-for-kubernetes)',
  },
}

function noDriver(wish: Wish): Impossible | undefined {
  const { wiring } = wish
  if (wiring === 'devices' || wiring === 'cdi') return undefined
  return instead(
    wish,
    hasCdi(wish.gpus) ? 'cdi' : 'devices',
    `Docker has no driver and no runtime for Intel GPUs, which the wiring ${wiring} asks for: it takes their device nodes, or their names by CDI.`,
  )
}

/** Its names are those of the cards of the host, and there is none for all (cmd/gpu_plugin/cdi.md). */
function named(wish: Wish): Impossible | undefined {
  if (wish.wiring !== 'cdi') return undefined
  if (hasCdi(wish.gpus)) return orNodes(wish, 'devices.cdi')
  return instead(
    wish,
    'devices',
    'By CDI, Intel GPUs have the names of the cards of the host, which are not known: say them, such as intel.com/gpu=card0.',
  )
}

function nodes(wish: Wish): readonly string[] | Impossible {
  return (
    renderNodes(wish) ?? {
      impossible:
        'The wiring devices maps the node of every GPU, and which one has this name is not known: say the index.',
      nearest: { ...wish.workload, gpus: ['0'] },
    }
  )
}
