import type { Choice, Framework } from '../frameworks/types'
import { type Workload, without } from '../workload'
import type { Picked } from './pick'
import type { Impossible } from './plan'
import { systemOf } from './system'

/** What the container stands on. */
export interface Base {
  readonly picked: Picked
  readonly python?: NonNullable<Choice['python']>
  /** `debian13`; missing where only the image itself says it. */
  readonly os?: string
}

export interface Footing {
  readonly framework: Framework
  readonly workload: Workload
  readonly facts: Choice['facts']
  readonly gpu: boolean
}

/** The system and the Python of a project, as wished or as the image that was picked has them. */
export function baseOf(found: Picked, { framework, workload, facts, gpu }: Footing): Base | Impossible {
  const picked = gpu ? found : withoutCuda(found)
  const { build, python } = picked
  if (workload.cuda && !build.cuda)
    return {
      impossible: `CUDA ${workload.cuda} is for a GPU, and gpus: none wishes for none: leave it out.`,
      nearest: without(workload, ['cuda']),
    }
  if (framework.imageUser) return ofWhole(picked, framework, workload)
  if (python === undefined) return { picked, ...systemIn(build.image) }
  return build.python && build.image
    ? ofImage(picked, python, build.image, workload)
    : ofSlim(picked, python, workload, facts)
}

/** Without a GPU nothing needs the image with CUDA or a driver: a slim Python is enough, with the wheels as chosen. */
function withoutCuda(picked: Picked): Picked {
  const { image, python, index, xpu, table } = picked.build
  return image && python
    ? { ...picked, build: { ...(index && { index }), ...(xpu && { xpu }), ...(table && { table }) } }
    : picked
}

/** Run as it is, with what is in it. */
function ofWhole(picked: Picked, { title }: Framework, workload: Workload): Base | Impossible {
  if (workload.os === undefined) return { picked }
  return {
    impossible: `${title} runs the image ${picked.build.image} as it is, and its system with it: ${workload.os} cannot be chosen.`,
    nearest: without(workload, ['os']),
  }
}

function ofImage(picked: Picked, version: string, image: string, workload: Workload): Base | Impossible {
  const os = systemOf(image)
  if (!workload.os || workload.os === os) return { picked, python: { version, image }, ...systemIn(image) }
  return {
    impossible: `It stands on ${image}, and not on ${workload.os}.`,
    nearest: os ? { ...workload, os } : without(workload, ['os']),
  }
}

function ofSlim(picked: Picked, version: string, workload: Workload, facts: Choice['facts']): Base | Impossible {
  const images = facts.pythonImages(version)
  const found = workload.os ? images.find(({ os }) => os === workload.os) : images[0]
  if (found) return { picked, python: { version, image: found.image }, os: found.os }
  const [other] = images
  return {
    impossible: `There is no slim image of Python ${version} on ${workload.os ?? 'any system known here'}${other ? `: there is one on ${images.map(({ os }) => os).join(' and ')}` : ''}.`,
    nearest: other && { ...workload, os: other.os },
  }
}

function systemIn(image: string | undefined): { readonly os?: string } {
  const os = image === undefined ? undefined : systemOf(image)
  return os === undefined ? {} : { os }
}
