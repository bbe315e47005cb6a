import { isPodman } from '../../host/engine'
import type { Wiring } from '../../workload'
import type { Impossible } from '../plan'
import { cdiNames, orNodes, renderNodes, withoutNodes } from './dri'
import { hasCdi, instead, type Ways, type Wish } from './types'

/** ROCm is in the image, and the driver in the kernel: a container needs the device nodes, and Docker nothing of AMD. */
export const amd: Ways = {
  kind: 'amd.com/gpu',
  usual: (gpus) => (hasCdi(gpus) ? 'cdi' : 'devices'),
  refusal: (wish) => cdiNames(wish, amd.kind) ?? withoutNodes(wish) ?? byPodman(wish) ?? older(wish),
  nodes,
  because: {
    devices:
      'the device nodes are all that ROCm needs, and every engine hands them over: /dev/kfd to compute, and those of the cards in /dev/dri',
    cdi: 'Docker Compose 2.30 and Engine 28.2 and later, with a CDI specification on the host (amd-ctk cdi generate)',
    runtime:
      'where the AMD Container Toolkit gave Docker the runtime amd (amd-ctk runtime configure); AMD_VISIBLE_DEVICES chooses the GPUs',
    deploy:
      'Docker Engine 29.3 and later, which finds AMD GPUs by their CDI specification (amd-ctk cdi generate); older ones need the runtime amd as well',
    gpus: 'Docker Compose 2.30 and Engine 29.3 and later, which finds AMD GPUs by their CDI specification (amd-ctk cdi generate)',
  },
}

const WAYS: Readonly<Partial<Record<Wiring, string>>> = {
  deploy: 'deploy.devices.amd',
  gpus: 'gpus.amd',
  runtime: 'runtime.amd',
  cdi: 'devices.cdi',
}

const older = (wish: Wish): Impossible | undefined => orNodes(wish, WAYS[wish.wiring])

/** The runtime of AMD works with Docker alone (ROCm/container-toolkit, running-workloads). */
function byPodman(wish: Wish): Impossible | undefined {
  const { wiring, target } = wish
  if (!isPodman(target) || wiring === 'devices' || wiring === 'cdi') return undefined
  return instead(wish, 'devices', `Podman does not heed the wiring ${wiring}: it takes device nodes, or names by CDI.`)
}

function nodes(wish: Wish): readonly string[] | Impossible {
  const cards = renderNodes(wish)
  if (cards) return ['/dev/kfd', ...cards]
  return instead(
    wish,
    'runtime',
    'The wiring devices maps the node of every GPU, and which one has this UUID is not known; AMD_VISIBLE_DEVICES takes UUIDs.',
  )
}
