import { imageReleases } from './support/image-rows'
import { withoutGpu } from './support/no-gpu'
import type { Choice, Framework, Recipe } from './types'

/** Its documentation asks for 550; older cards (compute capability 5.0 to 6.2) want 570 (ollama/ollama docs/gpu.mdx @fb307609, 2026-08-21). */
const DRIVER = 550

const framework: Framework = {
  id: 'ollama',
  title: 'Ollama',
  modes: ['serve'],
  vendors: ['nvidia'],
  // popular-images: it runs on the CPU when it finds no GPU.
  cpu: true,
  table: 'frameworks',
  releases: (facts) => imageReleases(facts.frameworkRows('ollama'), () => ({ driver: { branch: DRIVER } })),
  recipe,
}
export default framework

function recipe(choice: Choice): Recipe {
  const { build, facts } = choice
  return {
    ...(build.image && { image: build.image }),
    environment: withoutGpu(choice),
    ports: ['11434:11434'],
    mounts: ['models:/root/.ollama'],
    restart: 'unless-stopped',
    // The image has neither curl nor wget.
    health: { test: ['ollama', 'list'], startPeriod: 60 },
    probe: { command: ['nvidia-smi', '-L'], how: 'exec' },
    reasons: [
      {
        choice: 'Driver',
        value: `${DRIVER} or later`,
        because:
          'Ollama asks for it, and for 570 with compute capability 5.0 to 6.2; the model runs on the CPU otherwise',
        fact: { table: 'frameworks', retrieved: facts.freshness('frameworks').retrieved },
        in: ['request', 'readme'],
      },
      {
        choice: 'Without a GPU',
        value: '--cpu-fallback',
        because: 'a host without an NVIDIA GPU refuses this request; that flag writes a pair of files that serves both',
        in: ['request', 'readme'],
      },
      {
        choice: 'Volume',
        value: 'models',
        because: 'the models that are pulled outlive the container',
        in: ['compose', 'readme'],
      },
    ],
    notes: [
      'Pull a model and try it: `docker compose exec SERVICE ollama run qwen3:0.6b "Why is the sky blue?"`. Does the model run on the GPU? `docker compose exec SERVICE ollama ps` says so under PROCESSOR.',
    ],
  }
}
