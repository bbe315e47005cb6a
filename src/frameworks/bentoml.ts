import type { Facts, TorchRow } from '../facts'
import { compareVersions } from '../facts/versions'
import { bentofile, gpuCheck, service } from './bentoml/programs'
import { httpHealth, pipStages } from './support/pip-project'
import { pythonsOf } from './support/python-range'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

/** Services are classes from here on; the ones before are bound to runners, which are gone. */
const FIRST = '1.2'

const framework: Framework = {
  id: 'bentoml',
  title: 'BentoML',
  modes: ['serve'],
  vendors: ['nvidia'],
  cpu: true,
  table: 'bentoml',
  refused,
  releases: (facts) =>
    facts
      .bentomlVersions()
      .filter((version) => compareVersions(version, FIRST) >= 0)
      .map((version) => releaseOf(version, facts)),
  recipe,
}
export default framework

function refused(version: string): string | undefined {
  if (compareVersions(version, '1.0') < 0)
    return `BentoML ${version} packs a bundle with a Dockerfile of its own, on a CPU image: "gpu-compose fix --unsafe" in the folder of the bundle gives that one the CUDA libraries that it lacks. New projects are written from BentoML ${FIRST} on.`
  if (compareVersions(version, FIRST) < 0)
    return `BentoML ${version} binds a service to runners, which later releases no longer have: gpu-compose writes BentoML projects from ${FIRST} on.`
  return undefined
}

/** The model is PyTorch's here. Its builds of PyPI need no index, which BentoML would have to be told of too. */
function releaseOf(version: string, facts: Facts): Release {
  const builds = CUDAS.flatMap((cuda): Build[] => (torchFor(cuda, facts) ? [{ cuda }] : []))
  const torches = CUDAS.flatMap((cuda) => torchFor(cuda, facts) ?? [])
  const suits = (python: string) => torches.every((row) => pythonsOf(row.python ?? '').includes(python))
  return { version, builds, pythons: (facts.bentoml(version)?.python ?? []).filter(suits) }
}

const CUDAS = ['12.8', '12.6', '12.4', '13.0']

/** The newest release of PyTorch whose build on PyPI has this CUDA. */
const torchFor = (cuda: string, facts: Facts): TorchRow | undefined =>
  facts
    .torchRows()
    .filter((row) => row.pypiDefaultCuda === cuda && row.python && !row.experimentalCuda?.includes(cuda))
    .at(-1)

function recipe(choice: Choice): Recipe {
  const { release, build, facts, python } = choice
  const torch = `torch==${torchFor(build.cuda ?? '', facts)?.torch}`
  const imageApi = compareVersions(release.version, facts.bentomlImageApi) >= 0
  const wanted = { torch, python: python?.version ?? '', imageApi }
  return {
    stages: pipStages(choice, {
      installs: [
        { packages: [torch], why: `The wheel of PyPI brings CUDA ${build.cuda} along: the base image needs none.` },
        { packages: [`bentoml==${release.version}`] },
      ],
      sources: ['service.py', 'gpu_check.py'],
      writable: [],
      port: 3000,
      cmd: ['bentoml', 'serve', 'service:Model', '--host', '0.0.0.0', '--port', '3000'],
    }),
    gpuEnvironment: { REQUIRE_GPU: '1' },
    ports: ['3000:3000'],
    mounts: ['./models:/models:ro'],
    shmSize: '8gb',
    restart: 'unless-stopped',
    health: httpHealth('http://127.0.0.1:3000/readyz', 300),
    files: [
      { path: 'service.py', text: service(wanted) },
      ...(imageApi ? [] : [{ path: 'bentofile.yaml', text: bentofile(wanted) }]),
      { path: 'requirements.txt', text: '# Packages of your own, pinned: name==version.\n' },
      { path: 'models/README.md', text: 'Put a TorchScript model here as `model.pt`.\n' },
    ],
    ignore: ['models'],
    probe: {
      file: { path: 'gpu_check.py', text: gpuCheck('nvidia') },
      command: ['python', 'gpu_check.py'],
      how: 'run',
    },
    reasons: reasons(choice, torch),
    notes: [
      `As a bento, without this Dockerfile: \`bentoml build\` and \`bentoml containerize model:latest\`. What its image holds stands in ${imageApi ? 'service.py (`bentoml.images.Image`)' : 'bentofile.yaml'}; it names no CUDA, since the wheel of PyTorch brings it along.`,
    ],
  }
}

function reasons({ build, facts }: Choice, torch: string): readonly Reason[] {
  return [
    {
      choice: 'Packages',
      value: torch,
      because: `the newest PyTorch whose build on PyPI has CUDA ${build.cuda}`,
      fact: { table: 'pytorch', retrieved: facts.freshness('pytorch').retrieved },
      in: ['dockerfile', 'readme'],
    },
    {
      choice: 'Shared memory',
      value: '8gb',
      because: 'PyTorch passes tensors between its processes through /dev/shm, which has 64 MB otherwise',
      in: ['compose'],
    },
  ]
}
