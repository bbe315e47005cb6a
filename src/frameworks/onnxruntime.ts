import type { Facts, FrameworkRow } from '../facts'
import type { Vendor } from '../workload'
import { gpuCheck, serve } from './onnxruntime/programs'
import { heldReleases } from './support/image-rows'
import { intelDriver } from './support/intel-driver'
import { httpHealth, type PipProject, pipStages, pythonOf } from './support/pip-project'
import { APT_PYTHON, cudaBuild, SYSTEMS } from './support/ubuntu-python'
import type { Choice, Framework, Reason, Recipe, Release } from './types'

const framework: Framework = {
  id: 'onnxruntime',
  title: 'ONNX Runtime',
  modes: ['serve'],
  vendors: ['nvidia', 'amd', 'intel'],
  cpu: true,
  table: 'onnxruntime',
  releases: (facts, vendor) => RELEASES[vendor](facts),
  recipe,
}
export default framework

const RELEASES: Readonly<Record<Vendor, (facts: Facts) => readonly Release[]>> = {
  nvidia: (facts) => facts.frameworkRows('onnxruntime').flatMap((row) => releaseOf(row, facts)),
  amd: (facts) => heldReleases(facts.frameworkRows('onnxruntime', 'amd')),
  intel: (facts) =>
    facts.frameworkRows('onnxruntime', 'intel').map(({ version, image = '', python = '' }) => ({
      version,
      builds: [{ image, python, table: 'frameworks' }],
      pythons: [python],
    })),
}

/** Images of a CUDA major that have both libraries; any minor of the major serves (the page of ONNX Runtime). */
const IMAGES: Readonly<Record<number, readonly string[]>> = { 11: ['11.8.0'], 12: ['12.6.3', '12.8.1', '12.9.1'] }

/** The wheel loads CUDA and cuDNN of its majors from the image. */
function releaseOf({ version, python = '' }: FrameworkRow, facts: Facts): readonly Release[] {
  const needs = facts.onnxruntimeGpu(version)
  const pythons = SYSTEMS.map((system) => system.python).filter((known) => known === python)
  const builds = needs
    ? (IMAGES[needs.cuda.major] ?? []).flatMap(
        (cuda) => cudaBuild({ cuda, cudnnMajor: needs.cudnnMajor }, pythons, facts) ?? [],
      )
    : []
  return builds.length > 0 ? [{ version, builds, pythons }] : []
}

function recipe(choice: Choice): Recipe {
  const { vendor } = choice
  const { environment = {}, mounts = [], writable = [] } = vendor === 'amd' && choice.gpu ? CACHE : {}
  return {
    stages: pipStages(choice, {
      ...basis(choice),
      sources: ['serve.py', 'gpu_check.py'],
      writable,
      port: 8000,
      cmd: [pythonOf(choice), 'serve.py'],
    }),
    gpuEnvironment: { REQUIRE_GPU: '1', ...environment },
    ports: ['8000:8000'],
    mounts: ['./models:/models:ro', ...mounts],
    restart: 'unless-stopped',
    health: httpHealth('http://127.0.0.1:8000/health', 120, pythonOf(choice)),
    files: [
      { path: 'serve.py', text: serve(vendor) },
      {
        path: 'requirements.txt',
        text: `# Packages of your own, pinned: name==version. Not onnxruntime: it hides ${HIDDEN[vendor]}.\n`,
      },
      { path: 'models/README.md', text: 'Put a model here as `model.onnx`.\n' },
    ],
    ignore: ['models'],
    probe: {
      file: { path: 'gpu_check.py', text: gpuCheck(vendor) },
      command: [pythonOf(choice), 'gpu_check.py'],
      how: 'run',
    },
    reasons: reasons(choice),
    notes: NOTES[vendor],
  }
}

/** Compiling a model takes MIGraphX minutes: what comes of it is kept (microsoft/onnxruntime migraphx_execution_provider.h). */
const CACHE = {
  environment: { ORT_MIGRAPHX_MODEL_CACHE_PATH: '/cache' },
  mounts: ['cache:/cache'],
  writable: ['/cache'],
}

const PACKAGES: Readonly<Record<Vendor, string>> = {
  nvidia: 'onnxruntime-gpu',
  amd: 'onnxruntime',
  intel: 'onnxruntime-openvino',
}
const HIDDEN = { ...PACKAGES, amd: 'the one of the image' }

function basis({ build, release, vendor, gpu }: Choice): Pick<PipProject, 'installs' | 'base' | 'setup'> {
  if (build.holds) return { installs: [] }
  const packages = [`${gpu ? PACKAGES[vendor] : 'onnxruntime'}==${release.version}`]
  if (!build.image) return { installs: [{ packages }] }
  const { setup, why } = vendor === 'intel' ? OPENVINO : CUDA
  return { base: build.image, setup, installs: [{ packages, why }] }
}

const CUDA = {
  setup: [APT_PYTHON],
  why: 'The wheel loads CUDA and cuDNN from the base image: no library path is needed.',
}

/** OpenVINO reaches the GPU by OpenCL, whose loader the driver does not bring. */
const OPENVINO = {
  setup: [intelDriver('ocl-icd-libopencl1')],
  why: 'The wheel brings OpenVINO along, and not the libraries of the GPU driver.',
}

const GOES_ON = 'Here it is asked which provider it really uses: gpu_check.py and serve.py end with an error instead.'

const NOTES: Readonly<Record<Vendor, readonly string[]>> = {
  nvidia: [
    `ONNX Runtime goes on with the CPU, with a warning alone, where a library of CUDA cannot be loaded. ${GOES_ON}`,
  ],
  amd: [
    `ONNX Runtime goes on with the CPU, with a warning alone, where MIGraphX cannot be started. ${GOES_ON} MIGraphX compiles a model for the shapes that it gets, which takes minutes at first.`,
  ],
  intel: [
    `OpenVINO computes on the CPU where no \`device_type\` is asked for, and ONNX Runtime goes on with its own provider where the GPU cannot be opened. ${GOES_ON}`,
  ],
}

function reasons({ build, release, facts }: Choice): readonly Reason[] {
  if (!build.image || !build.cuda) return []
  const needs = facts.onnxruntimeGpu(release.version)
  const doubt = needs?.secondHand ? '; the row is second-hand' : ''
  return [
    {
      choice: 'CUDA from',
      value: build.image,
      because: `onnxruntime-gpu ${release.version} is built for CUDA ${needs?.cuda.text} and cuDNN ${needs?.cudnn}, and any minor of that CUDA serves${doubt}`,
      fact: { table: 'onnxruntime', retrieved: facts.freshness('onnxruntime').retrieved },
      in: ['dockerfile', 'readme'],
    },
  ]
}
