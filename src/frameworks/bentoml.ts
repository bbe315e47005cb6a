import type { Facts, TorchRow } from '../facts'
import { compareVersions } from '../facts/versions'
import { bentofile, gpuCheck, service } from './bentoml/programs'
import { runnerService } from './bentoml/runner'
import { httpHealth, pipStages } from './support/pip-project'
import { pythonsOf } from './support/python-range'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

/** Services are classes from here on; of the ones before, which are bound to runners, the last release of a minor is written. */
const CLASSES = '1.2'

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
      .filter((version) => compareVersions(version, CLASSES) >= 0 || lockedFor(version, facts))
      .map((version) => releaseOf(version, facts)),
  recipe,
}
export default framework

const lockedFor = (version: string, facts: Facts): readonly string[] | undefined =>
  facts.bentomlRunners().find((row) => row.version === version)?.locked

function refused(version: string, facts: Facts): string | undefined {
  const runners = facts.bentomlRunners()
  if (compareVersions(version, '1.0') < 0)
    return `BentoML ${version} packs a bundle with a Dockerfile of its own, on a CPU image: "gpu-compose fix --unsafe" in the folder of the bundle gives that one the CUDA libraries that it lacks. New projects are written from BentoML ${runners[0]?.version} on.`
  if (compareVersions(version, CLASSES) >= 0) return undefined
  return `Of BentoML 1.0 and 1.1 gpu-compose writes the last releases, ${runners.map((row) => row.version).join(' and ')}, whose dependencies are known to go together, and not ${version}.`
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
  const locked = lockedFor(release.version, facts)
  const beside = [...(locked ?? []), ...(compareVersions(release.version, WITHOUT_FS) < 0 ? [SETUPTOOLS] : [])]
  const wanted = {
    packages: [torch, ...beside],
    python: python?.version ?? '',
    imageApi,
    service: locked ? 'service:svc' : 'service:Model',
  }
  return {
    stages: pipStages(choice, {
      installs: [
        { packages: [torch], why: `The wheel of PyPI brings CUDA ${build.cuda} along: the base image needs none.` },
        {
          packages: [`bentoml==${release.version}`, ...beside.map(quoted)],
          ...(beside.length > 0 && { why: [...(locked ? [LOCKED] : []), PKG_RESOURCES].join(' ') }),
        },
      ],
      sources: ['service.py', 'gpu_check.py'],
      writable: [],
      port: 3000,
      cmd: ['bentoml', 'serve', wanted.service, '--host', '0.0.0.0', '--port', '3000'],
    }),
    gpuEnvironment: { REQUIRE_GPU: '1' },
    ports: ['3000:3000'],
    mounts: ['./models:/models:ro'],
    shmSize: '8gb',
    restart: 'unless-stopped',
    health: httpHealth('http://127.0.0.1:3000/readyz', 300),
    files: [
      { path: 'service.py', text: locked ? runnerService : service(wanted) },
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
    notes: [...(locked ? RUNNERS : []), bentoWords(release.version, imageApi)],
  }
}

/** A shell takes a bare `<` for a file to read. */
const quoted = (requirement: string): string => (requirement.includes('<') ? `"${requirement}"` : requirement)

/** The first release that does not import PyFilesystem (bentoml/BentoML pyproject.toml @v1.4.19 and @v1.4.20). */
const WITHOUT_FS = '1.4.20'
const SETUPTOOLS = 'setuptools<82'
const PKG_RESOURCES =
  'It imports fs, which needs the pkg_resources that setuptools 82 removed (PyFilesystem/pyfilesystem2#577).'

const LOCKED =
  'This release names its dependencies without upper bounds: these are the ones that it was tested with (its pdm.lock), for later ones break it (bentoml/BentoML#4292).'

/** docs/source/concepts/runner.rst @v1.0.25 and @v1.1.11; _internal/runner/strategy.py. */
const RUNNERS = [
  'The model lives in a runner: BentoML starts a worker of it for each GPU that the container sees, and one on the CPU where there is none. `/livez` and `/healthz` answer as soon as the server runs, `/readyz` once every worker has its model.',
  'For fewer workers, mount a file and name it in `BENTOML_CONFIG`: `runners: { model: { resources: { nvidia.com/gpu: [0] } } }` starts one, on the first GPU.',
]

const bentoWords = (version: string, imageApi: boolean): string =>
  `As a bento, without this Dockerfile, where this machine has bentoml ${version}: \`bentoml build\` and \`bentoml containerize model:latest\`. What its image holds stands in ${imageApi ? 'service.py (`bentoml.images.Image`)' : 'bentofile.yaml'}; it names no CUDA, since the wheel of PyTorch brings it along.`

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
