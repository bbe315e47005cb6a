import type { Facts, FrameworkRow } from '../facts'
import { gpuCheck, serve } from './onnxruntime/programs'
import { httpHealth, pipStages } from './support/pip-project'
import { APT_PYTHON, cudaBuild, SYSTEMS } from './support/ubuntu-python'
import type { Choice, Framework, Reason, Recipe, Release } from './types'

const framework: Framework = {
  id: 'onnxruntime',
  title: 'ONNX Runtime',
  modes: ['serve'],
  vendors: ['nvidia'],
  cpu: true,
  table: 'onnxruntime',
  releases: (facts) => facts.frameworkRows('onnxruntime').flatMap((row) => releaseOf(row, facts)),
  recipe,
}
export default framework

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
  const { release, build } = choice
  return {
    stages: pipStages(choice, {
      ...(build.image && { base: build.image, setup: [APT_PYTHON] }),
      installs: [
        {
          packages: [`${choice.gpu ? 'onnxruntime-gpu' : 'onnxruntime'}==${release.version}`],
          ...(build.image && { why: 'The wheel loads CUDA and cuDNN from the base image: no library path is needed.' }),
        },
      ],
      sources: ['serve.py', 'gpu_check.py'],
      writable: [],
      port: 8000,
      cmd: ['python', 'serve.py'],
    }),
    gpuEnvironment: { REQUIRE_GPU: '1' },
    ports: ['8000:8000'],
    mounts: ['./models:/models:ro'],
    restart: 'unless-stopped',
    health: httpHealth('http://127.0.0.1:8000/health', 120),
    files: [
      { path: 'serve.py', text: serve },
      {
        path: 'requirements.txt',
        text: '# Packages of your own, pinned: name==version. Not onnxruntime: it hides onnxruntime-gpu.\n',
      },
      { path: 'models/README.md', text: 'Put a model here as `model.onnx`.\n' },
    ],
    ignore: ['models'],
    probe: {
      file: { path: 'gpu_check.py', text: gpuCheck },
      command: ['python', 'gpu_check.py'],
      how: 'run',
    },
    reasons: reasons(choice),
    notes: [
      'ONNX Runtime goes on with the CPU, with a warning alone, where a library of CUDA cannot be loaded. Here it is asked which provider it really uses: gpu_check.py and serve.py end with an error instead.',
    ],
  }
}

function reasons({ build, release, facts }: Choice): readonly Reason[] {
  if (!build.image) return []
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
