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
  const { holds, image } = choice.build
  if (holds && image) return [{ from: image, why: HOLDS, steps: heldSteps(choice, project) }]
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

const HOLDS = 'The image has the framework, with all that it needs of the maker: nothing may be installed over it.'

/** The name of Python that every base has: what an image that holds the framework calls it is its publisher's matter. */
export const pythonOf = ({ build }: Pick<Choice, 'build'>): string => (build.holds ? 'python3' : 'python')

/** On an image that holds the framework: its own Python takes the packages, whether or not a system manages it. */
const heldSteps = (choice: Choice, project: PipProject): readonly Step[] => [
  ...(choice.nonRoot ? userSteps({ ...project, shared: true }) : folders(project.writable)),
  { do: 'env', values: { PIP_BREAK_SYSTEM_PACKAGES: '1', PYTHONUNBUFFERED: '1', ...project.environment } },
  { do: 'workdir', path: '/app' },
  ...project.installs.map(installStep),
  { do: 'copy', sources: ['requirements.txt'], to: '.' },
  { do: 'run', commands: ['pip install -r requirements.txt'], cache: [CACHE] },
  ...runSteps(choice, project),
]

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

function finalSteps(choice: Choice, project: PipProject): readonly Step[] {
  const owner = ownerOf(choice)
  return [
    ...(owner ? userSteps(project) : folders(project.writable)),
    { do: 'copy', from: 'build', sources: [VENV], to: VENV },
    { do: 'env', values: { PATH: `${VENV}/bin:$PATH`, PYTHONUNBUFFERED: '1', ...project.environment } },
    { do: 'workdir', path: '/app' },
    ...(project.program ? [programCopy(project.program, owner)] : []),
    ...runSteps(choice, project),
  ]
}

const ownerOf = ({ nonRoot }: Choice): string | undefined => (nonRoot ? 'app:app' : undefined)

/** What every last stage ends with. */
function runSteps(choice: Choice, { sources, port, cmd }: PipProject): readonly Step[] {
  const owner = ownerOf(choice)
  return [
    { do: 'copy', sources, to: './', ...(owner && { owner }) },
    ...(owner ? [{ do: 'user', name: 'app' } as const] : []),
    ...(port === undefined ? [] : [{ do: 'expose', port } as const]),
    { do: 'cmd', words: cmd },
  ]
}

const programCopy = ({ stage, path }: NonNullable<PipProject['program']>, owner: string | undefined): Step => ({
  do: 'copy',
  from: stage,
  sources: [path],
  to: './',
  ...(owner && { owner }),
})

/** A user of its own, who owns /app and the folders that are named; `shared` where the image may have one of its number. */
export const userSteps = ({
  writable,
  base = '',
  shared = false,
}: Pick<PipProject, 'writable' | 'base'> & { readonly shared?: boolean }): readonly Step[] => [
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
      `groupadd --gid "$UID"${shared ? ' --non-unique' : ''} app`,
      `useradd --uid "$UID"${shared ? ' --non-unique' : ''} --gid app --create-home app`,
      `install -d -o app -g app ${['/app', ...writable].join(' ')}`,
    ],
  },
]

const folders = (writable: readonly string[]): readonly Step[] =>
  writable.length > 0 ? [{ do: 'run', commands: [`mkdir -p ${writable.join(' ')}`] }] : []

/** Asks a URL of the container itself with the Python that is in the image anyway. */
export const httpHealth = (url: string, startPeriod: number, python = 'python'): Health => ({
  test: [python, '-c', `import urllib.request; urllib.request.urlopen("${url}", timeout=4)`],
  startPeriod,
})
