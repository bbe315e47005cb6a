import { type GpuWish, wirings } from '../../workload'
import { topic, type Words } from './topic'
import { because } from './words'

export const gpus = topic<GpuWish>({
  id: 'gpus',
  title: () => 'Which GPUs shall it get?',
  usual: ({ request }) => request?.gpus ?? 'none',
  values: () => ['all', 1, 2, 'none'],
  words: (value, _, { target }) => gpuWords(value, target.gpus ?? []),
  other: () => 'a number, or what names them: indexes (0,1), UUIDs (GPU-…) or CDI names (nvidia.com/gpu=0)',
})

function gpuWords(value: GpuWish, cards: readonly string[]): Words {
  if (value === 'none') return { label: 'none', description: 'no request: it runs on the CPU' }
  if (value === 'all')
    return { label: 'all', description: cards.length > 0 ? cards.join(', ') : 'every GPU of the host' }
  const first = value === 1 ? 'the first one' : `the first ${value}`
  return { label: String(value), description: `${first}: a count allots nothing, others may get the same` }
}

export const wiring = topic<string>({
  id: 'wiring',
  title: () => 'How shall the compose file ask for the GPU?',
  usual: ({ request }) => request?.wiring,
  values: () => wirings,
  words: (value, plan) => ({ label: value, description: because(plan, 'Wiring') }),
})

export const cpuFallback = topic<boolean>({
  id: 'cpuFallback',
  title: () => 'Shall it start on a host without a GPU too?',
  usual: ({ request }) => (request ? false : undefined),
  values: () => [false, true],
  words: (value) =>
    value
      ? { label: 'yes', description: 'a pair: compose.yaml starts without a GPU, compose.gpu.yaml adds it' }
      : { label: 'no', description: 'one file, docker-compose.yml, which needs its GPU' },
})
