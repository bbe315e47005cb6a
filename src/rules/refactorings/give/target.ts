import { composeVersion, dockerVersion, isPodman, toolkitVersion } from '../../../host/engine'
import { platformOf } from '../../../host/platform'
import type { Target } from '../../../host/target'
import { isBefore } from '../../support/host-versions'
import { gpuCount, shownGpus } from '../../support/target-gpus'
import { type Gpus, idsOf, isCdiName, type Wiring } from './wish'

/** The wiring that the target surely takes, or the one that most do. */
export function usualWiring(gpus: Gpus, target: Target): Wiring {
  if (platformOf(target)?.name === 'jetson') return 'runtime'
  if (isPodman(target) || (typeof gpus === 'object' && gpus.some(isCdiName))) return 'cdi'
  return 'deploy'
}

/** Why the target cannot have it so, and what comes nearest; undefined where nothing is known against it. */
export const whyNot = (wiring: Wiring, gpus: Gpus, target: Target): string | undefined =>
  tooMany(gpus, target) ?? byPlatform(wiring, target) ?? byVersion(wiring, target)

function tooMany(gpus: Gpus, target: Target): string | undefined {
  const known = gpuCount(target)
  if (known === undefined || gpus === 'all') return undefined
  const has = `The target has ${shownGpus(known)}`
  if (typeof gpus === 'number')
    return gpus > known ? `${has}, and ${gpus} are asked for: say all, or a smaller number.` : undefined
  const ids = idsOf(gpus)
  const beyond = typeof ids === 'object' ? ids.find((id) => /^\d+$/.test(id) && Number(id) >= known) : undefined
  return beyond && `${has}, counted from 0, and none is GPU ${beyond}.`
}

function byPlatform(wiring: Wiring, target: Target): string | undefined {
  const platform = platformOf(target)?.name
  if (platform === 'swarm')
    return 'Swarm hands out GPUs as generic resources, which the daemons of the nodes name: write deploy.resources.reservations.generic_resources.'
  if (platform === 'jetson' && wiring !== 'runtime' && wiring !== 'cdi')
    return 'On a Jetson a device request fails, because the hook of the container toolkit does not serve it: take --wiring runtime.'
  if (platform === 'wsl2' && wiring === 'devices')
    return 'WSL2 has no NVIDIA device nodes (its GPU is /dev/dxg, which the container toolkit brings in): take --wiring deploy.'
  return undefined
}

function byVersion(wiring: Wiring, target: Target): string | undefined {
  const [compose, engine, toolkit] = [composeVersion(target), dockerVersion(target), toolkitVersion(target)]
  if (wiring === 'gpus' && isBefore(compose, '2.30'))
    return `Docker Compose ${compose} does not know the key gpus, which came with 2.30: take --wiring deploy.`
  if (wiring === 'cdi' && isBefore(compose, '2.30') && !isPodman(target))
    return `Docker Compose ${compose} does not know CDI device names, which came with 2.30: take --wiring deploy.`
  if (wiring === 'cdi' && isBefore(engine, '25.0'))
    return `Docker Engine ${engine} has no CDI, which came with 25.0: take --wiring deploy.`
  if (wiring === 'cdi' && isBefore(toolkit, '1.12'))
    return `The NVIDIA Container Toolkit ${toolkit} writes no CDI specification, which came with 1.12: take --wiring deploy.`
  return undefined
}
