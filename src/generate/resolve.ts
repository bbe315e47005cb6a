import type { Facts } from '../facts'
import { frameworks } from '../frameworks'
import type { Choice, Framework } from '../frameworks/types'
import { isPlatform } from '../host/platform'
import type { Target } from '../host/target'
import type { Mode, Vendor, Workload } from '../workload'
import { clusterOf } from './cluster'
import { type Picked, pick } from './pick'
import { type GpuRequest, type Impossible, isImpossible, type Plan, usualName } from './plan'
import { planOf } from './plan-of'
import { reasonsOf } from './reasons'
import { requestOf } from './request'

/**
 * Decides everything that a project needs, each choice with its reason.
 * @param target what it will run on; nothing said is nothing assumed
 */
export function resolve(workload: Workload, facts: Facts, target: Target = {}): Plan | Impossible {
  const framework = frameworks.find(({ id }) => id === workload.framework)
  if (!framework) return unknownFramework(workload)
  const mode = workload.mode ?? framework.ownImage?.mode(workload) ?? (framework.modes[0] as Mode)
  const vendor = workload.vendor ?? 'nvidia'
  const refused = refusal(framework, mode, vendor, workload, target) ?? imageRefusal(framework, workload, facts)
  if (refused) return refused
  const found = pick({ framework, workload, vendor, mode, target, facts })
  if (isImpossible(found)) return found
  const asked = requestOf({ workload, framework, vendor, target, facts })
  if (isImpossible(asked)) return asked
  const cluster = clusterOf(workload, asked.request, facts)
  if (cluster && isImpossible(cluster)) return cluster
  const picked = asked.request ? found : withoutCuda(found)
  const python = pythonOf(picked, workload, facts)
  if (python && isImpossible(python)) return python
  const choice: Choice = {
    name: workload.name ?? usualName(framework.id),
    mode,
    vendor,
    release: picked.release,
    build: picked.build,
    ...(python && { python }),
    gpu: asked.request !== undefined,
    nonRoot: workload.nonRoot ?? ownUser(vendor, asked.request),
    facts,
  }
  const reasons = [...reasonsOf(framework, picked, choice), ...asked.reasons]
  return planOf({
    framework,
    workload,
    choice,
    recipe: framework.recipe(choice),
    request: asked.request,
    cluster,
    reasons,
  })
}

const unknownFramework = (workload: Workload): Impossible => ({
  impossible: `There is no framework "${workload.framework}": there are ${frameworks.map(({ id }) => id).join(', ')}.`,
  nearest: undefined,
})

function refusal(
  framework: Framework,
  mode: Mode,
  vendor: Vendor,
  workload: Workload,
  target: Target,
): Impossible | undefined {
  const { title, modes, vendors, cpu } = framework
  if (!modes.includes(mode))
    return {
      impossible: `${title} has no mode ${mode}: there is ${modes.join(', ')}.`,
      nearest: { ...workload, mode: modes[0] as Mode },
    }
  if (!vendors.includes(vendor))
    return {
      impossible: `gpu-compose writes ${title} for ${vendors.map((one) => NAMES[one]).join(' and ')} GPUs, not for ${NAMES[vendor]} ones.`,
      nearest: { ...workload, vendor: vendors[0] as Vendor },
    }
  if (workload.cuda && vendor !== 'nvidia') {
    const { cuda, ...nearest } = workload
    return {
      impossible: `CUDA ${cuda} is for NVIDIA GPUs, and ${NAMES[vendor]} ones are wished: leave it out.`,
      nearest,
    }
  }
  if (workload.cpuFallback && !cpu)
    return {
      impossible: `${title} needs a GPU, so a file without one starts nothing.`,
      nearest: { ...workload, cpuFallback: false },
    }
  if (workload.cpuFallback && workload.gpus === 'none')
    return {
      impossible: 'A CPU fallback is a pair of files, one with a GPU, and gpus: none wishes for none.',
      nearest: { ...workload, cpuFallback: false },
    }
  if (isPlatform(target, 'jetson'))
    return {
      impossible: `Jetson takes images and wheels of its own (JetPack), which the facts on ${title} do not have.`,
      nearest: undefined,
    }
  return undefined
}

function imageRefusal({ title, ownImage }: Framework, workload: Workload, facts: Facts): Impossible | undefined {
  if (ownImage) return ownImage.refusal(workload, facts)
  const { image, command, ...rest } = workload
  if (image === undefined && command === undefined) return undefined
  return {
    impossible: `An image and a command of your own go with own-image (gpu-compose new own-image): ${title} is written with its own.`,
    nearest: rest,
  }
}

const NAMES: Readonly<Record<Vendor, string>> = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' }

/** Device nodes of a group of the host are open to root without further ado. */
const ownUser = (vendor: Vendor, request: GpuRequest | undefined): boolean => vendor === 'nvidia' || !request

/** Without a GPU nothing needs the image with CUDA or a driver: a slim Python is enough, with the wheels as chosen. */
function withoutCuda(picked: Picked): Picked {
  const { image, python, index, xpu } = picked.build
  return image && python ? { ...picked, build: { ...(index && { index }), ...(xpu && { xpu }) } } : picked
}

/** The slim image of the chosen Python; undefined where Python is in the image. */
function pythonOf({ python, build }: Picked, workload: Workload, facts: Facts): Choice['python'] | Impossible {
  if (python === undefined) return undefined
  if (build.python && build.image) return ofImage(python, build.image, workload)
  const images = facts.pythonImages(python)
  const found = workload.os ? images.find(({ os }) => os === workload.os) : images[0]
  if (found) return { version: python, image: found.image }
  const [other] = images
  return {
    impossible: `There is no slim image of Python ${python} on ${workload.os ?? 'any system known here'}${other ? `: there is one on ${images.map(({ os }) => os).join(' and ')}` : ''}.`,
    nearest: other && { ...workload, os: other.os },
  }
}

function ofImage(version: string, image: string, workload: Workload): Choice['python'] | Impossible {
  const os = /-([a-z]+[\d.]+)$/.exec(image)?.[1]
  if (!workload.os || workload.os === os) return { version, image }
  return {
    impossible: `It stands on ${image}, and not on ${workload.os}.`,
    nearest: os ? { ...workload, os } : undefined,
  }
}
