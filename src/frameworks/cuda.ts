import type { Facts } from '../facts'
import { main } from './cuda/programs'
import { userSteps } from './support/pip-project'
import type { Build, Choice, Framework, Reason, Recipe, Release, Stage } from './types'

const framework: Framework = {
  id: 'cuda',
  title: 'CUDA C++',
  modes: ['run'],
  vendors: ['nvidia'],
  cpu: false,
  table: 'cuda-images',
  releases: (facts) => MINORS.flatMap((minor) => releaseOf(minor, facts)),
  recipe,
}
export default framework

/** From 11.5 on nvcc knows -arch=all-major; newest first. */
const MINORS = ['13.0', '12.9', '12.8', '12.6', '12.5', '12.4', '12.3', '12.2', '12.1', '12.0', '11.8', '11.7', '11.6']
const SYSTEMS = ['ubuntu24.04', 'ubuntu22.04', 'ubuntu20.04']

/** The last patch that has both images, on every system that has them, the newest first. */
function releaseOf(minor: string, facts: Facts): readonly Release[] {
  const available = (tag: string): boolean => /^(?:active|eol-listed)$/.test(facts.cudaImage(tag).status)
  const tagsOf = (version: string) => SYSTEMS.map((os) => `${version}-runtime-${os}`)
  for (const version of [3, 2, 1, 0].map((patch) => `${minor}.${patch}`)) {
    const tags = tagsOf(version).filter((one) => available(one) && available(devel(one)))
    if (tags.length > 0) return [{ version, builds: tags.map((tag) => buildOf(minor, tag, facts)), pythons: [] }]
  }
  return []
}

function buildOf(minor: string, tag: string, facts: Facts): Build {
  const capabilities = facts.architectures(minor)?.computeCapabilities
  return { cuda: minor, image: `nvidia/cuda:${tag}`, ...(capabilities && { capabilities }) }
}

const devel = (image: string): string => image.replace('-runtime-', '-devel-')

const probe: Recipe['probe'] = { command: ['app'], how: 'run' }

function recipe(choice: Choice): Recipe {
  const { facts } = choice
  const runtime = choice.build.image ?? ''
  return {
    stages: stages(choice, runtime),
    restart: 'no',
    files: [{ path: 'main.cu', text: main }],
    probe,
    reasons: reasons(runtime, facts),
    notes: [
      'More sources: add them to `COPY` and to the call of nvcc. For your own GPU alone (a shorter build) put its compute capability in place of `all-major`: `-arch=sm_89`.',
      'A library of CUDA (`-lcublas`, `-lcufft`) is in the runtime image; cuDNN is in the tags with `cudnn`, for both stages.',
    ],
  }
}

function stages({ nonRoot }: Choice, runtime: string): readonly Stage[] {
  return [
    {
      name: 'build',
      from: devel(runtime),
      why: 'Compiler and headers: several gigabytes that the last stage leaves behind.',
      steps: [
        { do: 'workdir', path: '/src' },
        { do: 'copy', sources: ['main.cu'], to: '.' },
        {
          do: 'run',
          commands: ['mkdir /out', 'nvcc -O3 -arch=all-major -o /out/app main.cu'],
          why: 'Code for every generation that this CUDA knows: the build needs no GPU, and has none.',
        },
      ],
    },
    {
      from: runtime,
      steps: [
        ...(nonRoot ? userSteps({ writable: [], base: runtime }) : []),
        { do: 'copy', from: 'build', sources: ['/out/app'], to: '/usr/local/bin/app' },
        ...(nonRoot ? [{ do: 'user', name: 'app' } as const] : []),
        { do: 'cmd', words: ['app'] },
      ],
    },
  ]
}

const reasons = (runtime: string, facts: Facts): readonly Reason[] => [
  {
    choice: 'Images',
    value: `${runtime} after the devel one of the same release`,
    because: 'compiled with one CUDA and run with the same',
    fact: { table: 'cuda-images', retrieved: facts.freshness('cuda-images').retrieved },
    in: ['dockerfile', 'readme'],
  },
]
