import type { Choice, Health, Stage, Step } from '../types'

export interface PipInstall {
  readonly packages: readonly string[]
  readonly index?: string
  readonly why?: string
}

export interface PipProject {
  /** Each is a layer of its own, the largest first. */
  readonly installs: readonly PipInstall[]
  /** A stage that has the program itself, with its requirements.txt. */
  readonly program?: { readonly stage: string; readonly path: string }
  /** Files of the project that the image holds. */
  readonly sources: readonly string[]
  /** Folders that the user of the container writes to. */
  readonly writable: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly port?: number
  readonly cmd: readonly string[]
  /** In place of a slim Python: an image that has Python or gets it by `setup`. */
  readonly base?: string
  readonly setup?: readonly Step[]
}

export const VENV = '/opt/venv'
const CACHE = '/root/.cache/pip'

/** Two stages on the same image: one installs into a virtual environment, the other takes it along and runs as a user of its own. */
export function pipStages(choice: Choice, project: PipProject): readonly Stage[] {
  const from = project.base ?? choice.python?.image ?? 'python:3-slim'
  const path: Step = { do: 'env', values: { PATH: `${VENV}/bin:$PATH` } }
  const build: readonly Step[] = [
    ...(project.setup ?? []),
    { do: 'run', commands: [`python3 -m venv ${VENV}`] },
    path,
    ...project.installs.map(installStep),
    ...(project.program ? programSteps(project.program) : []),
    { do: 'copy', sources: ['requirements.txt'], to: '.' },
    { do: 'run', commands: ['pip install -r requirements.txt'], cache: [CACHE] },
  ]
  return [
    { name: 'build', from, steps: build },
    { from, steps: [...(project.setup ?? []), ...finalSteps(choice, project)] },
  ]
}

const programSteps = ({ stage, path }: NonNullable<PipProject['program']>): readonly Step[] => [
  { do: 'copy', from: stage, sources: [`${path}/requirements.txt`], to: 'program.txt' },
  { do: 'run', commands: ['pip install -r program.txt'], cache: [CACHE] },
]

const installStep = ({ packages, index, why }: PipInstall): Step => ({
  do: 'run',
  commands: [`pip install ${index ? `--index-url ${index} ` : ''}${packages.join(' ')}`],
  cache: [CACHE],
  ...(why && { why }),
})

function finalSteps({ nonRoot }: Choice, project: PipProject): readonly Step[] {
  const owner = nonRoot ? 'app:app' : undefined
  return [
    ...(nonRoot ? userSteps(project) : folders(project.writable)),
    { do: 'copy', from: 'build', sources: [VENV], to: VENV },
    { do: 'env', values: { PATH: `${VENV}/bin:$PATH`, PYTHONUNBUFFERED: '1', ...project.environment } },
    { do: 'workdir', path: '/app' },
    ...(project.program ? [programCopy(project.program, owner)] : []),
    { do: 'copy', sources: project.sources, to: './', ...(owner && { owner }) },
    ...(nonRoot ? [{ do: 'user', name: 'app' } as const] : []),
    ...(project.port === undefined ? [] : [{ do: 'expose', port: project.port } as const]),
    { do: 'cmd', words: project.cmd },
  ]
}

const programCopy = ({ stage, path }: NonNullable<PipProject['program']>, owner: string | undefined): Step => ({
  do: 'copy',
  from: stage,
  sources: [path],
  to: './',
  ...(owner && { owner }),
})

/** A user of its own, who owns /app and the folders that are named. */
export const userSteps = ({ writable, base = '' }: Pick<PipProject, 'writable' | 'base'>): readonly Step[] => [
  {
    do: 'arg',
    name: 'UID',
    value: '1000',
    why: 'Files that the container writes belong to this user. For yours: docker compose build --build-arg UID=$(id -u)',
  },
  {
    do: 'run',
    commands: [
      // Ubuntu 24.04 has a user 1000 of its own.
      ...(/ubuntu:?24\.04$/.test(base) ? ['userdel --remove ubuntu'] : []),
      'groupadd --gid "$UID" app',
      'useradd --uid "$UID" --gid app --create-home app',
      `install -d -o app -g app ${['/app', ...writable].join(' ')}`,
    ],
  },
]

const folders = (writable: readonly string[]): readonly Step[] =>
  writable.length > 0 ? [{ do: 'run', commands: [`mkdir -p ${writable.join(' ')}`] }] : []

/** Asks a URL of the container itself with the Python that is in the image anyway. */
export const httpHealth = (url: string, startPeriod: number): Health => ({
  test: ['python', '-c', `import urllib.request; urllib.request.urlopen("${url}", timeout=4)`],
  startPeriod,
})
