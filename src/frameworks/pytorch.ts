import type { Facts, TorchRow } from '../facts'
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
  vendors: ['nvidia'],
  cpu: true,
  table: 'pytorch',
  releases: (facts) =>
    facts
      .torchRows()
      .flatMap((row) => releaseOf(row, facts))
      .reverse(),
  pythonFor: (mode) => (mode === 'notebook' ? '>=3.10' : undefined),
  recipe,
}
export default framework

/** Rows without a Python say too little to install them. */
function releaseOf(row: TorchRow, facts: Facts): readonly Release[] {
  const pythons = row.python ? pythonsOf(row.python) : []
  const builds = Object.entries(row.wheels).flatMap(([suffix, path]) => buildOf(row, suffix, path, facts))
  const rank = ({ cuda, preview }: Build) => (preview ? 2 : cuda === row.pypiDefaultCuda ? 0 : 1)
  const sorted = builds.toReversed().sort((a, b) => rank(a) - rank(b))
  return pythons.length > 0 && builds.length > 0 ? [{ version: row.torch, builds: sorted, pythons }] : []
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
    why: `The wheels bring CUDA ${build.cuda}${build.cudnn ? ` and cuDNN ${build.cudnn}` : ''} along: the base image needs neither.`,
  }
  const made = MODES[mode === 'run' ? 'serve' : mode](choice, [install])
  return { ...made, reasons: reasons(choice, packages), notes: [...(made.notes ?? []), ...NOTES] }
}

type Installs = Parameters<typeof pipStages>[1]['installs']

const probe: Recipe['probe'] = {
  file: { path: 'gpu_check.py', text: gpuCheck },
  command: ['python', 'gpu_check.py'],
  how: 'run',
}
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
    probe,
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
    probe,
  }),
  notebook: (choice, installs) => ({ ...notebookProject(choice, installs, notebook), shmSize: '8gb', probe }),
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
      because: `where the wheels for CUDA ${build.cuda} of this release are`,
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
