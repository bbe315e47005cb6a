import type { Facts, FrameworkRow } from '../facts'
import { gpuCheck, notebook, train } from './jax/programs'
import { heldReleases } from './support/image-rows'
import { notebookProject } from './support/notebook'
import { type PipInstall, pipStages, pythonOf } from './support/pip-project'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

const framework: Framework = {
  id: 'jax',
  title: 'JAX',
  modes: ['train', 'notebook'],
  vendors: ['nvidia', 'amd'],
  lacks: { intel: 'JAX calls the plugin of Intel experimental: docs.jax.dev, installation' },
  cpu: true,
  table: 'jax',
  releases: (facts, vendor) =>
    vendor === 'amd'
      ? heldReleases(facts.frameworkRows('jax', vendor))
      : facts.frameworkRows('jax').flatMap((row) => releaseOf(row, facts)),
  recipe,
}
export default framework

/** PyPI says from which Python on; 3.14 is the newest that has a slim image here. */
const PYTHONS = ['3.11', '3.12', '3.13', '3.14']

function releaseOf({ version }: FrameworkRow, facts: Facts): readonly Release[] {
  const builds = ['cuda12', 'cuda13'].flatMap((extra) => buildOf(extra, facts))
  return [{ version, builds, pythons: PYTHONS }]
}

function buildOf(name: string, facts: Facts): readonly Build[] {
  const extra = facts.jaxExtra(name)
  return extra ? [{ cuda: name.replace('cuda', ''), cudnn: extra.cudnn, minCapability: extra.minCc }] : []
}

function recipe(choice: Choice): Recipe {
  const installs = installsOf(choice)
  const made = choice.mode === 'notebook' ? notebookProject(choice, { installs }, notebook) : training(choice, installs)
  return {
    ...made,
    ...surroundings(choice),
    probe: {
      file: { path: 'gpu_check.py', text: gpuCheck },
      command: [pythonOf(choice), 'gpu_check.py'],
      how: 'run',
    },
    reasons: reasons(choice),
    notes: [...(made.notes ?? []), ...NOTES],
  }
}

function installsOf({ release: { version }, build: { cuda, holds } }: Choice): readonly PipInstall[] {
  if (holds) return []
  if (!cuda) return [{ packages: [`jax==${version}`] }]
  const why = `The extra brings CUDA ${cuda} and cuDNN along: the base image needs neither.`
  return [{ packages: [`"jax[cuda${cuda}]==${version}"`], why }]
}

/**
 * The plugin for ROCm counts the GPUs of the host, and JAX ends where it cannot open them; several pass their data
 * through shared memory (ROCm/rocm-jax pjrt/python @4006f866).
 */
const surroundings = ({ vendor, mode }: Choice): Pick<Recipe, 'environment' | 'gpuEnvironment' | 'shmSize'> => ({
  ...(vendor === 'amd' && { environment: { JAX_PLATFORMS: 'cpu' }, shmSize: '8gb' }),
  gpuEnvironment: {
    ...(mode === 'train' && { REQUIRE_GPU: '1' }),
    ...(vendor === 'amd' && { JAX_PLATFORMS: 'rocm,cpu' }),
  },
})

const training = (choice: Choice, installs: readonly PipInstall[]): Omit<Recipe, 'probe'> => ({
  stages: pipStages(choice, {
    installs,
    sources: ['train.py', 'gpu_check.py'],
    writable: ['/checkpoints'],
    cmd: [pythonOf(choice), 'train.py'],
  }),
  mounts: ['./data:/data:ro', 'checkpoints:/checkpoints'],
  restart: 'no',
  files: [
    { path: 'train.py', text: train },
    { path: 'requirements.txt', text: '# Packages of your own, pinned: name==version.\n' },
    { path: 'data/README.md', text: 'What train.py reads. The container sees it as /data.\n' },
  ],
  ignore: ['data'],
})

const SHARED: Reason = {
  choice: 'Shared memory',
  value: '8gb',
  because:
    'several GPUs pass their data through /dev/shm, and the plugin for ROCm warns of the 64 MB of Docker (ROCm/rocm-jax)',
  in: ['compose'],
}

function reasons({ build, facts, vendor }: Choice): readonly Reason[] {
  if (vendor === 'amd') return [SHARED]
  const extra = facts.jaxExtra(`cuda${build.cuda}`)
  if (!extra) return []
  return [
    {
      choice: 'Extra',
      value: extra.extra,
      because: `brings CUDA ${extra.cuda} with cuDNN ${extra.cudnn}; it needs driver ${extra.driverBranch} and compute capability ${extra.minCc}`,
      fact: { table: 'jax', retrieved: facts.freshness('jax').retrieved },
      in: ['dockerfile', 'readme'],
    },
  ]
}

const NOTES = [
  'JAX takes 75 % of the memory of a GPU with its first operation (docs.jax.dev, GPU memory allocation, 2026-07). Where others use the GPU too, set `XLA_PYTHON_CLIENT_PREALLOCATE=false` under `environment`.',
]
