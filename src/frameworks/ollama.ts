import { imageReleases } from './support/image-rows'
import { withoutGpu } from './support/no-gpu'
import type { Choice, Framework, Reason, Recipe } from './types'

/** Its documentation asks for 550; older cards (compute capability 5.0 to 6.2) want 570 (ollama/ollama docs/gpu.mdx @fb307609, 2026-08-21). */
const DRIVER = 550

/** ollama/ollama#5986 (open). */
const ROOT =
  'The image of Ollama is made for root: its models and its key lie in /root/.ollama, and a new volume for them belongs to root (ollama/ollama#5986).'

const framework: Framework = {
  id: 'ollama',
  title: 'Ollama',
  modes: ['serve'],
  vendors: ['nvidia', 'amd', 'intel'],
  // popular-images: it runs on the CPU when it finds no GPU.
  cpu: true,
  imageUser: { none: ROOT },
  table: 'frameworks',
  releases: (facts, vendor) =>
    imageReleases(facts.frameworkRows('ollama', vendor), () =>
      vendor === 'nvidia' ? { driver: { branch: DRIVER } } : {},
    ),
  recipe,
}
export default framework

function recipe(choice: Choice): Recipe {
  const { build, vendor, pair } = choice
  return {
    ...(build.image && { image: build.image }),
    environment: withoutGpu(choice),
    ports: ['11434:11434'],
    mounts: ['models:/root/.ollama'],
    restart: 'unless-stopped',
    // The image has neither curl nor wget.
    health: { test: ['ollama', 'list'], startPeriod: 60 },
    probe: { command: vendor === 'nvidia' ? ['nvidia-smi', '-L'] : ['ls', '/dev/dri'], how: 'exec' },
    reasons: [
      driverReason(choice),
      ...(pair ? [] : [pairReason(vendor)]),
      {
        choice: 'Volume',
        value: 'models',
        because: 'the models that are pulled outlive the container',
        in: ['compose', 'readme'],
      },
    ],
    notes: [
      ...(vendor === 'nvidia' ? [] : [LOG]),
      'Pull a model and try it: `docker compose exec SERVICE ollama run qwen3:0.6b "Why is the sky blue?"`. Does the model run on the GPU? `docker compose exec SERVICE ollama ps` says so under PROCESSOR.',
    ],
  }
}

const HOSTS = { nvidia: 'an NVIDIA GPU', amd: '/dev/kfd', intel: '/dev/dri' } as const

/** Of a file that is no pair already. */
const pairReason = (vendor: Choice['vendor']): Reason => ({
  choice: 'Without a GPU',
  value: '--cpu-fallback',
  because: `a host without ${HOSTS[vendor]} refuses this request; that flag writes a pair of files that serves both`,
  in: ['request', 'readme'],
})

const LOG =
  'The nodes alone do not say that Ollama uses them: its log names every GPU and its library (`docker compose logs SERVICE`, the lines with `inference compute`).'

/** Of AMD and Intel: docs/gpu.mdx and docs/docker.mdx of Ollama @fb307609. */
const DRIVERS: Readonly<Record<Choice['vendor'], readonly [value: string, because: string]>> = {
  nvidia: [
    `${DRIVER} or later`,
    'Ollama asks for it, and for 570 with compute capability 5.0 to 6.2; the model runs on the CPU otherwise',
  ],
  amd: ['ROCm 7', 'the release of the driver amdgpu that Ollama asks for; the model runs on the CPU otherwise'],
  intel: [
    'Vulkan',
    'the image has it, and uses it where the container has the device nodes; the host needs its kernel driver',
  ],
}

function driverReason({ vendor, facts }: Choice): Reason {
  const [value, because] = DRIVERS[vendor]
  const fact = { table: 'frameworks', retrieved: facts.freshness('frameworks').retrieved } as const
  return { choice: 'Driver', value, because, fact, in: ['request', 'readme'] }
}
