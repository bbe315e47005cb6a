import { isPodman } from '../../host/engine'
import { isPlatform } from '../../host/platform'
import type { Wiring } from '../../workload'
import type { Impossible } from '../plan'
import { hasCdi, instead, tooOld, type Ways, type Wish } from './types'

/** Why a wiring is good, where it can be had. */
export const wiringReasons: Readonly<Record<Wiring, string>> = {
  deploy: 'every Docker Compose from 1.28 and every engine from 19.03 on understands it',
  gpus: 'Docker Compose 2.30 and later; older ones refuse or drop the key',
  runtime: 'where Docker has the runtime nvidia; NVIDIA_VISIBLE_DEVICES chooses the GPUs',
  cdi: 'Docker Compose 2.30 and Engine 28.2 and later, with a CDI specification on the host (nvidia-ctk cdi generate)',
  devices:
    'a reservation brings the libraries of the driver; the nodes beside it keep the GPU when systemd reloads its units (NVIDIA/nvidia-container-toolkit#48)',
}

/** A request brings the libraries of the driver into the container: the nodes alone are not enough. */
export const nvidia: Ways = {
  kind: 'nvidia.com/gpu',
  usual(gpus, target) {
    if (hasCdi(gpus) || isPodman(target)) return 'cdi'
    return isPlatform(target, 'jetson') ? 'runtime' : 'deploy'
  },
  refusal,
  nodes,
  because: wiringReasons,
}

function refusal(wish: Wish): Impossible | undefined {
  const { gpus, wiring, target } = wish
  if (hasCdi(gpus) && wiring !== 'cdi')
    return instead(wish, 'cdi', `The names of CDI devices go with the wiring cdi, and ${wiring} is wished.`)
  const old = tooOld(wish, WAYS[wiring], 'deploy')
  if (old) return old
  if (isPodman(target) && (wiring === 'deploy' || wiring === 'gpus' || wiring === 'devices'))
    return instead(wish, 'cdi', `Podman does not heed the wiring ${wiring}: it names GPUs by CDI.`)
  if (wiring === 'devices' && isPlatform(target, 'wsl2'))
    return instead(wish, 'deploy', 'WSL2 has no /dev/nvidia* nodes to list: it gives its GPUs through /dev/dxg.')
  return undefined
}

const WAYS: Readonly<Record<Wiring, string>> = {
  deploy: 'deploy.devices',
  gpus: 'gpus',
  runtime: 'runtime',
  cdi: 'devices.cdi',
  devices: 'deploy.devices',
}

/** Undefined for all of an unknown number, and for names that are no index. */
function indexesOf({ gpus, target }: Wish): readonly string[] | undefined {
  const count = gpus === 'all' ? target.gpus?.length : typeof gpus === 'number' ? gpus : undefined
  if (count !== undefined) return Array.from({ length: count }, (_, i) => String(i))
  return typeof gpus === 'object' && gpus.every((id) => /^\d+$/.test(id)) ? gpus : undefined
}

const CONTROL = ['/dev/nvidiactl', '/dev/nvidia-uvm', '/dev/nvidia-uvm-tools']

/** A list has to name the nodes one by one. */
function nodes(wish: Wish): readonly string[] | Impossible {
  const indexes = indexesOf(wish)
  if (indexes) return [...indexes.map((id) => `/dev/nvidia${id}`), ...CONTROL]
  if (wish.gpus === 'all')
    return {
      impossible:
        'The wiring devices lists the node of every GPU, and how many there are is not known: say the number.',
      nearest: { ...wish.workload, gpus: 1 },
    }
  return {
    impossible:
      'The wiring devices lists the node of every GPU, and which one has this UUID is not known: say the index.',
    nearest: { ...wish.workload, gpus: ['0'] },
  }
}
