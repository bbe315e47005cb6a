import { parseImage } from '../documents/images'
import type { Facts } from '../facts'
import { knownImage } from './own-image/known'
import { others, refusal } from './own-image/refusal'
import { withoutGpu } from './support/no-gpu'
import type { Choice, Framework, Reason, Recipe } from './types'

const framework: Framework = {
  id: 'own-image',
  title: 'Your own image',
  modes: ['run', 'serve'],
  vendors: ['nvidia', 'amd', 'intel'],
  cpu: true,
  imageUser: { none: 'Which users an image of your own has is decided where it is built (USER in its Dockerfile).' },
  table: 'frameworks',
  ownImage: { mode: ({ ports = [] }) => (ports.length > 0 ? 'serve' : 'run'), refusal, others },
  releases: (facts, _vendor, image = usualImage(facts)) => [
    { version: image, builds: [{ image, ...knownImage(image, facts).build }], pythons: [] },
  ],
  recipe,
}
export default framework

const usualImage = (facts: Facts): string => facts.frameworkDefault('own-image')?.version ?? ''

function recipe(choice: Choice): Recipe {
  const { build, facts, gpu, mode, vendor } = choice
  const image = build.image ?? ''
  const { popular } = knownImage(image, facts)
  return {
    image,
    environment: withoutGpu(choice),
    ...(popular?.training && { shmSize: '8gb', reasons: [SHARED] }),
    // What speaks behind the ports of an image that nobody knows is not known either.
    http: [],
    restart: mode === 'serve' ? 'unless-stopped' : 'no',
    probe: { command: TESTS[vendor], how: 'run', asEntrypoint: true },
    notes: [...(gpu ? gpuWords(vendor, image, facts) : []), ...frameworkWords(popular?.framework)],
  }
}

const SHARED: Reason = {
  choice: 'Shared memory',
  value: '8gb',
  because: 'this image trains models, whose workers pass data through /dev/shm, which has 64 MB otherwise',
  in: ['compose'],
}

const TESTS = {
  nvidia: ['nvidia-smi', '-L'],
  amd: ['ls', '/dev/kfd', '/dev/dri'],
  intel: ['ls', '/dev/dri'],
} as const

const gpuWords = (vendor: Choice['vendor'], image: string, facts: Facts): readonly string[] =>
  vendor === 'nvidia' ? [TEST, capabilityWords(image, facts)] : [NODES[vendor], USER]

/** Nothing brings a tool of these makers into the container: what is in the image is all that there is. */
const NODES = {
  amd: 'The test puts `ls` in the place of what the image starts: it shows that the container has the nodes of its GPUs, not that your program uses them. ROCm must be in the image; then `/opt/rocm/bin/rocm-smi` shows more.',
  intel:
    'The test puts `ls` in the place of what the image starts: it shows that the container has the nodes of its GPUs, not that your program uses them. The libraries of their driver must be in the image.',
} as const

const USER =
  'An image that runs as another user than root opens the nodes only from the group of the host that owns them: write `group_add`, with the number that `getent group render` tells there.'

/** docs.nvidia.com, Container Toolkit, "Running a Sample Workload": the image there is ubuntu. */
const TEST =
  'The test puts `nvidia-smi` in the place of what the image starts. The NVIDIA Container Toolkit mounts it, so an image without CUDA has it too; it needs glibc, which an image on Alpine lacks. It shows that the container has its GPU, not that your program uses it.'

const RIGHT = 'NVIDIA_DRIVER_CAPABILITIES: compute,utility'

/** The variables of an image are a fact for nvidia/cuda alone. Defaults: docs.nvidia.com, Container Toolkit, "Specialized Configurations with Docker". */
function capabilityWords(image: string, facts: Facts): string {
  const { fullName, tag } = parseImage(image) ?? {}
  const set = fullName === 'nvidia/cuda' ? facts.cudaImageEnv(tag ?? '')?.NVIDIA_DRIVER_CAPABILITIES : undefined
  if (set)
    return `The image sets \`NVIDIA_DRIVER_CAPABILITIES=${set}\`: nvidia-smi and CUDA are mounted. A program that needs more of the driver (\`video\`, \`graphics\`) names all of it under \`environment\`.`
  return `Without \`NVIDIA_DRIVER_CAPABILITIES\` the toolkit mounts \`utility\` (nvidia-smi) and \`compute\` (CUDA). An image that sets the variable may leave one out: \`docker image inspect --format '{{.Config.Env}}' ${image}\` shows it. Then write \`${RIGHT}\` under \`environment\`, with \`video\` or \`graphics\` where your program needs them.`
}

const OWN: Readonly<Record<string, string>> = {
  vllm: 'vllm',
  ollama: 'ollama',
  triton: 'triton',
  'llama.cpp': 'llama.cpp',
  'text-generation-inference': 'tgi',
}

function frameworkWords(known = ''): readonly string[] {
  const id = OWN[known]
  return id
    ? [`\`gpu-compose new ${id}\` knows this image: its port, its volumes, its shared memory and its healthcheck.`]
    : []
}
