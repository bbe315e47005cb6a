import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { writtenOf } from '../../documents/plain-text'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { fixesOf, originOf, placeOf, setVariable, variableOf } from '../support/environment-variable'
import { type GpuImage, imageOf } from '../support/gpu-image'
import { libraryPathsOf, pytorchLibraryPath, sameDirectory } from '../support/library-path'

const NAME = 'LD_LIBRARY_PATH'

export default defineRule({
  meta: {
    id: 'compose/ld-library-path-overwritten',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'LD_LIBRARY_PATH of a service keeps what the CUDA image set.',
    why: 'The environment of a service replaces the value of the image whole: Compose cannot append to it, and $LD_LIBRARY_PATH is that of the calling shell.',
    messages: {
      shell:
        'LD_LIBRARY_PATH is "{written}". Docker Compose puts in the LD_LIBRARY_PATH of the shell that calls it, which is mostly empty, and not that of the image: what the image set is lost. Write the directories out, or set it by ENV in the Dockerfile.',
      overwritten:
        'LD_LIBRARY_PATH "{value}" replaces what {image} set and drops {lost}. Libraries that lie only there, as a driver that the host mounts below /usr/local/nvidia, may not be found at run time. Write them too, or append by ENV in the Dockerfile.',
    },
    sources: [
      'NVIDIA/nvidia-docker#76',
      'compose-spec 12-interpolation.md',
      'NVIDIA container-images/cuda Dockerfiles (mirror pdtgct/cuda @e3c1b680, 2025-12-15)',
      'pytorch/pytorch Dockerfile @01343dcd (read 2026-11-28)',
    ],
    notes: [
      'The loss is told only for nvidia/cuda and pytorch/pytorch images, whose value is known, and for what is built on them without an ENV of its own. Silent where the value begins with the forward-compatibility libraries (`cuda/compat`).',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const variable = variableOf(service, NAME)
      const at = variable && placeOf(service, variable)
      if (variable && at) yield* judge(service, variable, at, context)
    }
  },
})

/** `$LD_LIBRARY_PATH` as Compose reads it: `$$` is a dollar. */
const FROM_SHELL = /^(?:[^$]|\$\$)*\$(?:LD_LIBRARY_PATH\b|\{LD_LIBRARY_PATH(?::?-)?\})/

function* judge(
  service: Service,
  variable: EnvironmentVariable,
  at: Report['at'],
  context: RuleContext,
): Iterable<Report> {
  const written = writtenOf(variable.node).replace(/^LD_LIBRARY_PATH=/, '')
  const base = baseOf(imageOf(service, context), context)
  if (FROM_SHELL.test(written) && variable.form !== 'env_file') {
    const whole = base && written.replace(/\$(?:LD_LIBRARY_PATH\b|\{LD_LIBRARY_PATH[^}]*\})/, base.value)
    const op = whole && !whole.includes('$') ? setVariable(variable, whole) : undefined
    yield { message: 'shell', data: { written }, at, fixes: fixesOf([['Write what the image sets', op]]) }
    return
  }
  const { value } = variable
  if (!base || !value || written.includes('$') || /^\/usr\/local\/cuda[^/:]*\/compat\b/.test(value)) return
  const now = new Set(value.split(':').map((directory) => sameDirectory(directory, base.minor)))
  const lost = base.value.split(':').filter((directory) => !now.has(directory))
  // The 32-bit /usr/local/nvidia/lib alone is no loss.
  if (!lost.some((directory) => directory.endsWith('/lib64'))) return
  const fixes = fixesOf([['Append what the image sets', setVariable(variable, [value, ...lost].join(':'))]])
  yield {
    message: 'overwritten',
    data: { value, image: base.image, lost: lost.join(' and ') },
    at,
    fixes,
    ...originOf(variable),
  }
}

interface Base {
  readonly image: string
  readonly value: string
  readonly minor: string
}

function baseOf(image: GpuImage | undefined, { facts }: RuleContext): Base | undefined {
  if (!image || image.stage?.lineage.some((instruction) => libraryPathsOf(instruction).length > 0)) return undefined
  const base = cudaBase(image.value, facts)
  const value = base ? facts.cudaImageEnv(base.tag)?.[NAME] : pytorchLibraryPath(image.value)
  return value ? { image: image.value, value, minor: base?.minor ?? '' } : undefined
}
