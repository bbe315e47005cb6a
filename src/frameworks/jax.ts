import type { Facts, FrameworkRow } from '../facts'
import { gpuCheck, notebook, train } from './jax/programs'
import { notebookProject } from './support/notebook'
import { type PipInstall, pipStages } from './support/pip-project'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

const framework: Framework = {
  id: 'jax',
  title: 'JAX',
  modes: ['train', 'notebook'],
  vendors: ['nvidia'],
  cpu: true,
  table: 'jax',
  releases: (facts) => facts.frameworkRows('jax').flatMap((row) => releaseOf(row, facts)),
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
  const { release, build, mode } = choice
  const install: PipInstall = {
    packages: [`"jax[cuda${build.cuda}]==${release.version}"`],
    why: `The extra brings CUDA ${build.cuda} and cuDNN along: the base image needs neither.`,
  }
  const made =
    mode === 'notebook' ? notebookProject(choice, { installs: [install] }, notebook) : training(choice, install)
  return { ...made, probe, reasons: reasons(choice), notes: [...(made.notes ?? []), ...NOTES] }
}

const probe: Recipe['probe'] = {
  file: { path: 'gpu_check.py', text: gpuCheck },
  command: ['python', 'gpu_check.py'],
  how: 'run',
}

const training = (choice: Choice, install: PipInstall): Omit<Recipe, 'probe'> => ({
  stages: pipStages(choice, {
    installs: [install],
    sources: ['train.py', 'gpu_check.py'],
    writable: ['/checkpoints'],
    cmd: ['python', 'train.py'],
  }),
  gpuEnvironment: { REQUIRE_GPU: '1' },
  mounts: ['./data:/data:ro', 'checkpoints:/checkpoints'],
  restart: 'no',
  files: [
    { path: 'train.py', text: train },
    { path: 'requirements.txt', text: '# Packages of your own, pinned: name==version.\n' },
    { path: 'data/README.md', text: 'What train.py reads. The container sees it as /data.\n' },
  ],
  ignore: ['data'],
})

function reasons({ build, facts }: Choice): readonly Reason[] {
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
