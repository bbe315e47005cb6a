import type { Facts, TorchRow } from '../facts'
import { compareVersions } from '../facts/versions'
import type { Vendor } from '../workload'
import { gpuCheck, notebook, serve, train } from './pytorch/programs'
import { intelDriver } from './support/intel-driver'
import { notebookProject } from './support/notebook'
import { httpHealth, type PipProject, pipStages } from './support/pip-project'
import { pythonsOf } from './support/python-range'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

const HOST = 'https://download.pytorch.org'

const framework: Framework = {
  id: 'pytorch',
  title: 'PyTorch',
  modes: ['serve', 'train', 'notebook'],
  vendors: ['nvidia', 'amd', 'intel'],
  cpu: true,
  table: 'pytorch',
  releases: (facts, vendor) =>
    facts
      .torchRows()
      .flatMap((row) => torchRelease(row, vendor, facts))
      .reverse(),
  pythonFor: (mode) => (mode === 'notebook' ? '>=3.10' : undefined),
  recipe,
}
export default framework

/** Rows without a Python say too little to install them. */
export function torchRelease(row: TorchRow, vendor: Vendor, facts: Facts): readonly Release[] {
  const builds = buildsOf(row, vendor, facts)
  const pythons = row.python ? pythonsOf(row.python) : []
  return pythons.length > 0 && builds.length > 0 ? [{ version: row.torch, builds, pythons }] : []
}

function buildsOf(row: TorchRow, vendor: Vendor, facts: Facts): readonly Build[] {
  if (vendor === 'intel') return row.xpu ? [xpuBuild(facts)] : []
  if (vendor === 'amd') return (row.rocm ?? []).map((rocm) => ({ rocm, index: `${HOST}/whl/rocm${rocm}` })).toReversed()
  const builds = Object.entries(row.wheels).flatMap(([suffix, path]) => buildOf(row, suffix, path, facts))
  const rank = ({ cuda, preview }: Build) => (preview ? 2 : cuda === row.pypiDefaultCuda ? 0 : 1)
  return builds.toReversed().sort((a, b) => rank(a) - rank(b))
}

/** On the system for which Intel publishes its driver, with the Python of that system. */
function xpuBuild(facts: Facts): Build {
  const { image = '', python = '' } = facts.frameworkDefault('pytorch', 'intel') ?? {}
  return { xpu: true, index: `${HOST}/whl/xpu`, image, python }
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
    packages: [...packages, ...(compareVersions(release.version, NUMPY_2) < 0 ? ['"numpy<2"'] : [])],
    ...(build.index && { index: build.index }),
    why: bringsAlong(build),
  }
  const made = MODES[mode === 'run' ? 'serve' : mode](choice, { installs: [install], ...basis(build) })
  return { ...made, reasons: reasons(choice, packages), notes: [...(made.notes ?? []), ...compileWords(choice)] }
}

/** The first release that goes with NumPy 2, which torchvision brings along (pytorch/pytorch#107302, #132179). */
const NUMPY_2 = '2.3'

/** The wheels for ROCm hold its libraries (pytorch/pytorch .ci/manywheel/build_rocm.sh @0155a3fe), those for XPU oneAPI (build_xpu.sh @008f8a40). */
function bringsAlong({ cuda, cudnn, rocm, xpu }: Build): string {
  if (rocm) return `The wheels bring ROCm ${rocm} along: the base image needs none, and the host its driver alone.`
  if (xpu) return 'The wheels bring oneAPI along, and not the libraries of the GPU driver.'
  return `The wheels bring CUDA ${cuda}${cudnn ? ` and cuDNN ${cudnn}` : ''} along: the base image needs neither.`
}

type Basis = Pick<PipProject, 'installs' | 'base' | 'setup'>

const basis = ({ xpu, image }: Build): Omit<Basis, 'installs'> =>
  xpu && image ? { base: image, setup: [intelDriver()] } : {}

const probeOf = ({ vendor }: Choice): Recipe['probe'] => ({
  file: { path: 'gpu_check.py', text: gpuCheck(vendor) },
  command: ['python', 'gpu_check.py'],
  how: 'run',
})
const REQUIRE = { REQUIRE_GPU: '1' }

const MODES: Readonly<Record<'serve' | 'train' | 'notebook', (choice: Choice, basis: Basis) => Recipe>> = {
  serve: (choice, basis) => ({
    stages: pipStages(choice, {
      ...basis,
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
      { path: 'serve.py', text: serve(choice.vendor) },
      { path: 'requirements.txt', text: REQUIREMENTS },
      { path: 'models/README.md', text: 'Put a TorchScript model here as `model.pt`.\n' },
    ],
    ignore: ['models'],
    probe: probeOf(choice),
  }),
  train: (choice, basis) => ({
    stages: pipStages(choice, {
      ...basis,
      sources: ['train.py', 'gpu_check.py'],
      writable: ['/checkpoints'],
      cmd: ['python', 'train.py'],
    }),
    mounts: ['./data:/data:ro', 'checkpoints:/checkpoints'],
    shmSize: '8gb',
    restart: 'no',
    gpuEnvironment: REQUIRE,
    files: [
      { path: 'train.py', text: train(choice.vendor) },
      { path: 'requirements.txt', text: REQUIREMENTS },
      { path: 'data/README.md', text: 'What train.py reads. The container sees it as /data.\n' },
    ],
    ignore: ['data'],
    probe: probeOf(choice),
  }),
  notebook: (choice, basis) => ({
    ...notebookProject(choice, basis, notebook(choice.vendor)),
    shmSize: '8gb',
    probe: probeOf(choice),
  }),
}

const REQUIREMENTS =
  '# Packages of your own, pinned: name==version. PyTorch is installed by the Dockerfile, from its own index.\n'

const stackOf = ({ cuda, rocm, xpu }: Build): string => (rocm ? `ROCm ${rocm}` : xpu ? 'Intel GPUs' : `CUDA ${cuda}`)

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
      because: `where the wheels for ${stackOf(build)} of this release are`,
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

/** torch.compile came with 2.0. */
const compileWords = ({ release, nonRoot }: Choice): readonly string[] =>
  compareVersions(release.version, '2.0') < 0
    ? []
    : [
        `torch.compile needs a C compiler at run time, which the image lacks (pytorch/pytorch#116696): where you use it, add \`RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*\` to the last stage, before \`${nonRoot ? 'USER' : 'CMD'}\`.`,
      ]
