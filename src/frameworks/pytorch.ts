import type { Facts, TorchRow } from '../facts'
import type { Vendor } from '../workload'
import { gpuCheck, notebook, serve, train } from './pytorch/programs'
import { notebookProject } from './support/notebook'
import { httpHealth, pipStages } from './support/pip-project'
import { pythonsOf } from './support/python-range'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

const HOST = 'https://download.pytorch.org'

const framework: Framework = {
  id: 'pytorch',
  title: 'PyTorch',
  modes: ['serve', 'train', 'notebook'],
  vendors: ['nvidia', 'amd'],
  cpu: true,
  table: 'pytorch',
  releases: (facts, vendor) =>
    facts
      .torchRows()
      .flatMap((row) => releaseOf(row, buildsOf(row, vendor, facts)))
      .reverse(),
  pythonFor: (mode) => (mode === 'notebook' ? '>=3.10' : undefined),
  recipe,
}
export default framework

/** Rows without a Python say too little to install them. */
function releaseOf(row: TorchRow, builds: readonly Build[]): readonly Release[] {
  const pythons = row.python ? pythonsOf(row.python) : []
  return pythons.length > 0 && builds.length > 0 ? [{ version: row.torch, builds, pythons }] : []
}

function buildsOf(row: TorchRow, vendor: Vendor, facts: Facts): readonly Build[] {
  if (vendor !== 'nvidia')
    return (row.rocm ?? []).map((rocm) => ({ rocm, index: `${HOST}/whl/rocm${rocm}` })).toReversed()
  const builds = Object.entries(row.wheels).flatMap(([suffix, path]) => buildOf(row, suffix, path, facts))
  const rank = ({ cuda, preview }: Build) => (preview ? 2 : cuda === row.pypiDefaultCuda ? 0 : 1)
  return builds.toReversed().sort((a, b) => rank(a) - rank(b))
}

function buildOf(row: TorchRow, suffix: string, path: string, facts: Facts): readonly Build[] {
  const cuda = /^cu(\d+)(\d)$/.exec(suffix)?.slice(1).join('.')
  if (!cuda || !(path === 'PyPI' || path.startsWith('whl/'))) return []
  const capabilities = facts
    .torchArchSupport(row.torch, cuda)
    ?.find(({ platform }) => platform.includes('x86_64'))?.computeCapabilities
  const cudnn = row.cudnn?.[cuda]
  return [
    {
      cuda,
      ...(cudnn && { cudnn }),
      ...(path !== 'PyPI' && { index: `${HOST}/${path}` }),
      ...(row.experimentalCuda?.includes(cuda) && { preview: true }),
      ...(capabilities && { capabilities }),
    },
  ]
}

function recipe(choice: Choice): Recipe {
  const { facts, release, build, mode } = choice
  const { torchvision } = facts.torch(release.version) ?? {}
  const packages = [`torch==${release.version}`, ...(torchvision ? [`torchvision==${torchvision}`] : [])]
  const install = {
    packages,
    ...(build.index && { index: build.index }),
    why: bringsAlong(build),
  }
  const made = MODES[mode === 'run' ? 'serve' : mode](choice, [install])
  return { ...made, reasons: reasons(choice, packages), notes: [...(made.notes ?? []), ...NOTES] }
}

/** The wheels for ROCm hold its libraries (pytorch/pytorch .ci/manywheel/build_rocm.sh @0155a3fe). */
const bringsAlong = ({ cuda, cudnn, rocm }: Build): string =>
  rocm
    ? `The wheels bring ROCm ${rocm} along: the base image needs none, and the host its driver alone.`
    : `The wheels bring CUDA ${cuda}${cudnn ? ` and cuDNN ${cudnn}` : ''} along: the base image needs neither.`

type Installs = Parameters<typeof pipStages>[1]['installs']

const probeOf = ({ vendor }: Choice): Recipe['probe'] => ({
  file: { path: 'gpu_check.py', text: gpuCheck(vendor) },
  command: ['python', 'gpu_check.py'],
  how: 'run',
})
const REQUIRE = { REQUIRE_GPU: '1' }

const MODES: Readonly<Record<'serve' | 'train' | 'notebook', (choice: Choice, installs: Installs) => Recipe>> = {
  serve: (choice, installs) => ({
    stages: pipStages(choice, {
      installs,
      sources: ['serve.py', 'gpu_check.py'],
      writable: [],
      port: 8000,
      cmd: ['python', 'serve.py'],
    }),
    ports: ['8000:8000'],
    mounts: ['./models:/models:ro'],
    shmSize: '8gb',
    restart: 'unless-stopped',
    gpuEnvironment: REQUIRE,
    health: httpHealth('http://127.0.0.1:8000/health', 300),
    files: [
      { path: 'serve.py', text: serve },
      { path: 'requirements.txt', text: REQUIREMENTS },
      { path: 'models/README.md', text: 'Put a TorchScript model here as `model.pt`.\n' },
    ],
    ignore: ['models'],
    probe: probeOf(choice),
  }),
  train: (choice, installs) => ({
    stages: pipStages(choice, {
      installs,
      sources: ['train.py', 'gpu_check.py'],
      writable: ['/checkpoints'],
      cmd: ['python', 'train.py'],
    }),
    mounts: ['./data:/data:ro', 'checkpoints:/checkpoints'],
    shmSize: '8gb',
    restart: 'no',
    gpuEnvironment: REQUIRE,
    files: [
      { path: 'train.py', text: train },
      { path: 'requirements.txt', text: REQUIREMENTS },
      { path: 'data/README.md', text: 'What train.py reads. The container sees it as /data.\n' },
    ],
    ignore: ['data'],
    probe: probeOf(choice),
  }),
  notebook: (choice, installs) => ({
    ...notebookProject(choice, installs, notebook(choice.vendor)),
    shmSize: '8gb',
    probe: probeOf(choice),
  }),
}

const REQUIREMENTS =
  '# Packages of your own, pinned: name==version. PyTorch is installed by the Dockerfile, from its own index.\n'

function reasons({ build, facts }: Choice, packages: readonly string[]): readonly Reason[] {
  const fact = { table: 'pytorch', retrieved: facts.freshness('pytorch').retrieved } as const
  return [
    {
      choice: 'Packages',
      value: packages.join(' '),
      because: 'the releases that were published for each other',
      fact,
      in: ['dockerfile', 'readme'],
    },
    {
      choice: 'Index',
      value: build.index ?? 'PyPI',
      because: `where the wheels for ${build.rocm ? `ROCm ${build.rocm}` : `CUDA ${build.cuda}`} of this release are`,
      fact,
      in: ['dockerfile', 'readme'],
    },
    {
      choice: 'Shared memory',
      value: '8gb',
      because:
        'the workers of a DataLoader pass their tensors through /dev/shm, and the 64 MB of Docker end in a bus error (pytorch/pytorch#5040)',
      in: ['compose'],
    },
  ]
}

const NOTES = [
  'torch.compile needs a C compiler at run time, which the slim image lacks (pytorch/pytorch#116696): where you use it, add `RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*` to the last stage, before `USER`.',
]
