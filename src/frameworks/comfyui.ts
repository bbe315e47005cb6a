import type { Facts } from '../facts'
import type { Vendor } from '../workload'
import { folders, REQUIREMENTS } from './comfyui/files'
import { torchRelease } from './pytorch'
import { gpuCheck } from './pytorch/programs'
import { intelDriver } from './support/intel-driver'
import { httpHealth, pipStages } from './support/pip-project'
import type { Build, Choice, Framework, Reason, Recipe, Release, Stage } from './types'

const framework: Framework = {
  id: 'comfyui',
  title: 'ComfyUI',
  modes: ['serve'],
  vendors: ['nvidia', 'amd', 'intel'],
  cpu: true,
  table: 'frameworks',
  releases,
  recipe,
}
export default framework

/** What its README asks for on cards from the 20 series on, and for older ones. */
const CUDAS = ['13.0', '12.6']
const PYTHONS = ['3.12', '3.13']

function releases(facts: Facts, vendor: Vendor): readonly Release[] {
  const all = torchFor(facts, vendor)?.builds ?? []
  const builds = vendor === 'nvidia' ? CUDAS.flatMap((wanted) => all.filter(({ cuda }) => cuda === wanted)) : all
  return facts.frameworkRows('comfyui', vendor).map(({ version }) => ({ version, builds, pythons: PYTHONS }))
}

/** The newest PyTorch with the builds for a vendor (for NVIDIA both) whose torchvision is known. */
const torchFor = (facts: Facts, vendor: Vendor): Release | undefined =>
  facts
    .torchRows()
    .filter(
      ({ wheels, torchvision }) => torchvision && (vendor !== 'nvidia' || ('cu130' in wheels && 'cu126' in wheels)),
    )
    .flatMap((row) => torchRelease(row, vendor, facts))
    .at(-1)

const REPOSITORY = 'https://github.com/Comfy-Org/ComfyUI.git'
const SOURCE = '/src'

function recipe(choice: Choice): Recipe {
  const { build, facts, vendor } = choice
  const torch = torchFor(facts, vendor)?.version ?? ''
  const packages = [`torch==${torch}`, `torchvision==${facts.torch(torch)?.torchvision}`, TORCHAUDIO]
  return {
    stages: [
      sourceStage(choice),
      ...pipStages(choice, {
        installs: [{ packages, ...(build.index && { index: build.index }), why: WHEELS }],
        ...(build.xpu && build.image && { base: build.image, setup: [intelDriver()] }),
        program: { stage: 'source', path: SOURCE },
        sources: ['gpu_check.py'],
        writable: [],
        port: 8188,
        // A shell, so that the variable can bring flags along; exec, so that signals reach Python.
        cmd: ['sh', '-c', 'exec python main.py --listen 0.0.0.0 $COMFYUI_ARGS'],
      }),
    ],
    environment: { COMFYUI_ARGS: '--cpu' },
    gpuEnvironment: { COMFYUI_ARGS: '' },
    ports: ['127.0.0.1:8188:8188'],
    mounts: folders.map((name) => `./${name}:/app/${name}`),
    restart: 'unless-stopped',
    health: httpHealth('http://127.0.0.1:8188/system_stats', 120),
    files: [
      { path: 'requirements.txt', text: REQUIREMENTS },
      ...folders.map((name) => ({ path: `${name}/.gitkeep`, text: '\n' })),
    ],
    ignore: folders,
    probe: {
      file: { path: 'gpu_check.py', text: gpuCheck(vendor) },
      command: ['python', 'gpu_check.py'],
      how: 'run',
    },
    reasons: reasons(choice, packages),
    notes: [...NOTES, ...(vendor === 'amd' ? [OVERRIDE] : [])],
  }
}

/**
 * ComfyUI loads it when it starts, and the one on PyPI is for CUDA 13 alone (Mooshieblob1/MooshieUI#513). This one has
 * builds for both CUDAs, ROCm 7.2 and XPU, and fits every later torch (Comfy-Org/ComfyUI#14232).
 */
const TORCHAUDIO = 'torchaudio==2.11.0'

const WHEELS = 'First, from the index of PyTorch: the requirements.txt of ComfyUI names them without a version.'

const sourceStage = ({ release, python }: Choice): Stage => ({
  name: 'source',
  from: python?.image ?? '',
  why: 'Comfy-Org publishes no image: this is the source of a release.',
  steps: [
    {
      do: 'run',
      commands: [
        'apt-get update',
        'apt-get install -y --no-install-recommends ca-certificates git',
        'rm -rf /var/lib/apt/lists/*',
      ],
    },
    { do: 'arg', name: 'COMFYUI_VERSION', value: release.version },
    { do: 'run', commands: [`git clone --depth 1 --branch "v$COMFYUI_VERSION" ${REPOSITORY} ${SOURCE}`] },
  ],
})

const stackOf = ({ cuda, rocm }: Build): string =>
  cuda ? `CUDA ${CUDAS.join(' and ')}` : rocm ? `ROCm ${rocm}` : 'Intel GPUs'

function reasons({ build, facts }: Choice, packages: readonly string[]): readonly Reason[] {
  const old: Reason = {
    choice: 'Older build',
    value: `CUDA ${build.cuda}`,
    because: 'for the 10 series and older: from the 20 series on ComfyUI asks for CUDA 13.0, which needs driver 580',
    in: ['compose', 'dockerfile', 'readme'],
  }
  return [
    {
      choice: 'Packages',
      value: packages.join(' '),
      because: `the newest torch and torchvision with wheels for ${stackOf(build)}; torchaudio fits every torch from 2.11 on`,
      fact: { table: 'pytorch', retrieved: facts.freshness('pytorch').retrieved },
      in: ['dockerfile', 'readme'],
    },
    ...(build.cuda && build.cuda !== CUDAS[0] ? [old] : []),
    {
      choice: 'Port',
      value: '127.0.0.1:8188',
      because: 'ComfyUI asks for no password, so it is open to this machine alone',
      in: ['compose', 'readme'],
    },
  ]
}

const NOTES = [
  'Put checkpoints into `models/checkpoints`, the others into the folder of their kind (`models/vae`, `models/loras` …); pictures come out in `output`, workflows are kept in `user`.',
  'A custom node goes into `custom_nodes`, its Python packages into requirements.txt (`docker compose up --build`). One that needs a library of the system (`ffmpeg`, `libgl1`) wants it in the last stage of the Dockerfile, before `COPY --from=build`.',
  'Flags of ComfyUI stand in `COMFYUI_ARGS` under `environment`, such as `--lowvram` or `--preview-method auto`; `--cpu` runs it without a GPU, slowly.',
]

/** README @00d39163. */
const OVERRIDE =
  'A card that ROCm does not know may work as its nearest one: `HSA_OVERRIDE_GFX_VERSION` under `environment`, 10.3.0 for RDNA 2, 11.0.0 for RDNA 3.'
