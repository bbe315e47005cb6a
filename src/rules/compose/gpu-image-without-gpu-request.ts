import type { Service } from '../../documents/compose/types'
import { basename } from '../../documents/workspace'
import { defineRule, type Report, type RuleContext, type Severity } from '../../lint/rule'
import { meansCpu, wantsGpu } from '../support/cpu-on-purpose'
import { hasDeployOutside } from '../support/deploy-outside'
import { isExtended } from '../support/extended'
import {
  elsewhereWithGpu,
  isForCluster,
  isLayer,
  mayBePrivileged,
  mayHaveGpu,
  mountsDriver,
} from '../support/gpu-access'
import { type GpuImage, imageOf } from '../support/gpu-image'
import { mergeLoss } from '../support/merge-loss'
import { requestFixes } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/gpu-image-without-gpu-request',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A service that runs a GPU image must ask for a GPU.',
    why: 'Docker gives a container a GPU only when the service asks for one: without a request the program runs on the CPU or fails.',
    messages: {
      pulled:
        'The image "{image}" is made for NVIDIA GPUs, but the service {service} asks for none. Docker gives a container a GPU only on request, so CUDA finds no device: the program fails or runs on the CPU. Reserve the GPUs under deploy, or write gpus: all.',
      built:
        'The service {service} is built on "{image}", which is made for NVIDIA GPUs, but asks for none. Docker gives a container a GPU only on request, so CUDA finds no device: the program fails or runs on the CPU. Reserve the GPUs under deploy, or write gpus: all.',
      named:
        'The name of the image "{image}" tells of a GPU build, but the service {service} asks for no GPU. Docker gives a container a GPU only on request. If the image is for NVIDIA GPUs, reserve them under deploy, or write gpus: all.',
      optional:
        'The image "{image}" can use an NVIDIA GPU, but the service {service} asks for none, so it runs on the CPU. If the host has a GPU, reserve it under deploy, or write gpus: all.',
    },
    covers: ['ollama-cpu-fallback'],
    sources: [
      'triton-inference-server/tensorrtllm_backend#336',
      'bentoml/BentoML#3387',
      'ollama/ollama#6364',
      'ollama/ollama#5166',
      'zzzyuqing/DreamMat#14',
    ],
    notes: [
      'Silent where anything may bring a GPU: a runtime other than runc, CDI devices or device nodes, privileged, NVIDIA_VISIBLE_DEVICES (see visible-devices-without-runtime), a file that is merged with this one, an extends or include that cannot be read, a service that others extend.',
      'Silent where names, variables or the command tell of the CPU (a profile "cpu", CUDA_VISIBLE_DEVICES=-1, nvcc, TensorBoard), where another service runs the same build with a GPU, and in a file named for building (docker-compose.build.yml) whose services have nothing but their build.',
      'Only a hint for images that run on the CPU too (Ollama, Triton, pytorch/pytorch), for -devel images, which may serve to compile, and for other images whose name ends in -gpu or a CUDA version. On a host whose default runtime is nvidia no request is needed: turn the rule off there.',
    ],
  },
  *check({ services, root }, context) {
    for (const service of services) {
      if (service.requests.length > 0 || hasDeployOutside(service, services, root)) continue
      const image = imageOf(service, context)
      const severity = image && severityOf(image, context.file.text)
      if (!image || !severity || service.partial || isExtended(service) || isTakenBack(service, context)) continue
      if (
        isOnlyBuilt(service) ||
        hasGpuOrNeedsNone(service, image, context) ||
        sharesWithGpu(service, image, services, context)
      )
        continue
      yield report(service, image, severity, context)
    }
  },
})

/** An override that takes something of the service away by a tag may mean the GPU. */
const isTakenBack = ({ name, document }: Service, { project }: RuleContext): boolean =>
  project
    .siblingsOf(document)
    .flatMap(({ services }) => services)
    .some((other) => other.name === name && /!(?:reset|override)\b/.test(other.node.source))

const BUILDING = /^(?:build|image|platform|extends|labels|pull_policy|profiles)$/

/** A file that `docker compose build` reads and nobody starts: its name says so, and no service has more than its build. */
const isOnlyBuilt = ({ document: { file, services } }: Service): boolean =>
  /(?:^|[-_.])(?:build|bake)(?:[-_.]|$)/i.test(basename(file.path)) &&
  services.every(({ build, node }) => build && node.entries.every(({ key }) => BUILDING.test(String(key.value))))

/** How sure it is that the image is there for a GPU; undefined: not at all. */
function severityOf({ known, reference, stage }: GpuImage, text: string): Severity | undefined {
  const { tag = '', repository } = reference
  if (!known) return stage || OTHER_VENDOR.test(text) ? undefined : nameSeverity(repository, tag)
  if (known.vendor !== 'nvidia' || known.gpu === 'cpu-tag' || tag.endsWith('-sdk')) return undefined
  return known.gpu === 'required' && !tag.includes('-devel') ? 'warning' : 'info'
}

/** The names of images that no table knows tell little: only a hint, and none where the file is for other GPUs. */
function nameSeverity(repository: string, tag: string): Severity | undefined {
  const named = /(?:^|[-_.])gpu$/i.test(tag) || /[-_]gpu$/.test(repository)
  return named || /(?:^|[-_.])(?:cuda|cu)-?\d*(?:\.\d+)*$/i.test(tag) ? 'info' : undefined
}

const OTHER_VENDOR = /rocm|amdgpu|hipblas|\/dev\/kfd|openvino|xpu|habana|ascend/i

const hasGpuOrNeedsNone = (service: Service, image: GpuImage, context: RuleContext): boolean =>
  mayHaveGpu(service) ||
  isLayer(service, context) ||
  mayBePrivileged(service) ||
  mountsDriver(service) ||
  isForCluster(service, context) ||
  meansCpu(service, image) ||
  mergeLoss(service, context) !== undefined ||
  elsewhereWithGpu(service, context)

/** A program beside the one with the GPU, from the same image, often needs none: a web page, a queue, a migration. */
function sharesWithGpu(service: Service, image: GpuImage, services: readonly Service[], context: RuleContext): boolean {
  if (wantsGpu(service.commandText) || (!image.stage && service.commandText === '')) return false
  return services.some((other) => other !== service && mayHaveGpu(other) && sameImage(imageOf(other, context), image))
}

const sameImage = (other: GpuImage | undefined, { value, stage }: GpuImage): boolean =>
  stage ? other?.stage === stage : other !== undefined && !other.stage && other.value === value

function report(service: Service, image: GpuImage, severity: Severity, { target }: RuleContext): Report {
  const own = service.node.entry('image')
  const at = !image.stage && own && !own.merged && !own.value.via ? own.value : service.nameKey
  return {
    message: messageOf(image),
    data: { image: image.value, service: service.name },
    at,
    severity,
    fixes: requestFixes(service, target),
  }
}

function messageOf({ known, stage }: GpuImage): string {
  if (!known) return 'named'
  return known.gpu === 'optional' ? 'optional' : stage ? 'built' : 'pulled'
}
