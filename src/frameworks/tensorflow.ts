import type { Facts, TensorflowRow } from '../facts'
import { compareVersions, inRange, isOf, versionPrefix } from '../facts/versions'
import { heldReleases } from './support/image-rows'
import { httpHealth, type PipInstall, pipStages, pythonOf } from './support/pip-project'
import { pythonsOf } from './support/python-range'
import { APT_PYTHON, cudaBuild } from './support/ubuntu-python'
import { gpuCheck, serve, train } from './tensorflow/programs'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

/** Older wheels need old protobuf and NumPy besides, of which the facts know nothing. */
const FIRST = '2.12'

const framework: Framework = {
  id: 'tensorflow',
  title: 'TensorFlow',
  modes: ['serve', 'train'],
  vendors: ['nvidia', 'amd'],
  lacks: { intel: 'the extension of Intel ends with 2.15: intel/intel-extension-for-tensorflow#91' },
  cpu: true,
  table: 'tensorflow',
  patches: true,
  refused,
  releases: (facts, vendor) =>
    vendor === 'amd'
      ? heldReleases(facts.frameworkRows('tensorflow', vendor))
      : facts
          .tensorflowRows()
          .flatMap((row) => releaseOf(row, facts))
          .reverse(),
  recipe,
}
export default framework

function releaseOf(row: TensorflowRow, facts: Facts): readonly Release[] {
  if (isDeaf(row.tensorflow) || compareVersions(row.tensorflow, FIRST) < 0) return []
  const builds = row.extra ? [{ cuda: row.cuda, cudnn: row.cudnn }] : onImage(row, facts)
  return builds.length > 0 ? [{ version: row.tensorflow, builds, pythons: pythonsOf(row.python) }] : []
}

/** Their wheels look for the CUDA of pip in the wrong place (tensorflow/tensorflow#63362). */
const isDeaf = (version: string): boolean => isOf(version, '2.16') || isOf(version, '2.17')

/** Before the extra and-cuda the libraries come from an image with the tested CUDA, whose system brings the Python. */
function onImage({ cuda, cudnn, python }: TensorflowRow, facts: Facts): readonly Build[] {
  const base = { cuda: facts.cudaRelease(cuda)?.cuda ?? cuda, cudnnMajor: Number(cudnn.split('.')[0]) }
  const build = cudaBuild(base, pythonsOf(python), facts)
  return build ? [{ ...build, cudnn }] : []
}

function refused(version: string, facts: Facts): string | undefined {
  const needs = facts.tensorflowNeeds(version)
  if (isDeaf(version))
    return `TensorFlow ${version} does not find the CUDA that pip installs (2.16, and candidates of 2.17: tensorflow/tensorflow#63362), so there is no project for it.`
  return needs && inRange(version, `<${FIRST}`)
    ? `TensorFlow ${versionPrefix(version, 2)} was built for CUDA ${needs.cuda} and cuDNN ${needs.cudnn}, and gpu-compose writes projects from TensorFlow ${FIRST} on.`
    : undefined
}

function recipe(choice: Choice): Recipe {
  const installs = choice.build.holds ? [] : [installOf(choice)]
  return { ...(choice.mode === 'train' ? training : serving)(choice, installs), reasons: reasons(choice) }
}

function installOf({ build, release: { version }, vendor, facts }: Choice): PipInstall {
  const extra = vendor === 'nvidia' ? facts.tensorflow(version)?.extra : undefined
  return {
    packages: [extra ? `"tensorflow[${extra}]==${version}"` : `tensorflow==${version}`],
    ...(build.cuda && { why: whence(build) }),
  }
}

const whence = ({ image, cuda, cudnn }: Build): string =>
  image
    ? `The wheel loads CUDA ${cuda} and cuDNN ${cudnn} from the base image.`
    : `The extra and-cuda brings CUDA ${cuda} and cuDNN ${cudnn} along: the base image needs neither.`

const GROWTH = { TF_FORCE_GPU_ALLOW_GROWTH: 'true' }
const REQUIRE = { REQUIRE_GPU: '1' }
const probeOf = (choice: Choice): Recipe['probe'] => ({
  file: { path: 'gpu_check.py', text: gpuCheck(choice.vendor) },
  command: [pythonOf(choice), 'gpu_check.py'],
  how: 'run',
})
const requirements = { path: 'requirements.txt', text: '# Packages of your own, pinned: name==version.\n' }

const serving = (choice: Choice, installs: readonly PipInstall[]): Recipe => ({
  stages: pipStages(choice, {
    ...basis(choice, installs),
    sources: ['serve.py', 'gpu_check.py'],
    writable: [],
    port: 8000,
    cmd: [pythonOf(choice), 'serve.py'],
  }),
  environment: GROWTH,
  gpuEnvironment: REQUIRE,
  ports: ['8000:8000'],
  mounts: ['./models:/models:ro'],
  restart: 'unless-stopped',
  health: httpHealth('http://127.0.0.1:8000/health', 300, pythonOf(choice)),
  files: [
    { path: 'serve.py', text: serve },
    requirements,
    { path: 'models/README.md', text: 'Put a SavedModel here as the folder `model`.\n' },
  ],
  ignore: ['models'],
  probe: probeOf(choice),
})

const training = (choice: Choice, installs: readonly PipInstall[]): Recipe => ({
  stages: pipStages(choice, {
    ...basis(choice, installs),
    sources: ['train.py', 'gpu_check.py'],
    writable: ['/checkpoints'],
    cmd: [pythonOf(choice), 'train.py'],
  }),
  environment: GROWTH,
  gpuEnvironment: REQUIRE,
  mounts: ['./data:/data:ro', 'checkpoints:/checkpoints'],
  restart: 'no',
  files: [
    { path: 'train.py', text: train },
    requirements,
    { path: 'data/README.md', text: 'What train.py reads. The container sees it as /data.\n' },
  ],
  ignore: ['data'],
  probe: probeOf(choice),
})

const basis = ({ build }: Choice, installs: readonly PipInstall[]) => ({
  installs,
  ...(build.image && { base: build.image, setup: [APT_PYTHON] }),
})

function reasons({ build, facts }: Choice): readonly Reason[] {
  const value = build.image ?? 'tensorflow[and-cuda]'
  const because = `the tested configuration: CUDA ${build.cuda}, cuDNN ${build.cudnn}`
  const fact = { table: 'tensorflow', retrieved: facts.freshness('tensorflow').retrieved } as const
  const from: Reason = { choice: 'CUDA from', value, because, fact, in: ['dockerfile', 'readme'] }
  return [
    ...(build.cuda ? [from] : []),
    {
      choice: 'Memory growth',
      value: 'TF_FORCE_GPU_ALLOW_GROWTH=true',
      because: 'TensorFlow takes nearly all memory of every GPU when it starts otherwise, and leaves none to others',
      in: ['compose'],
    },
  ]
}
