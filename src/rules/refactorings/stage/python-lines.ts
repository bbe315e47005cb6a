import type { DockerfileDocument, Stage } from '../../../documents/dockerfile/types'
import { workOf } from '../../support/stage-work'
import { worded } from './keywords'

/** Compilers that a slim Python image lacks too: with them, packages may be built against Python. */
const BUILDS = /build-essential|\bgcc\b|g\+\+|\bmake\b|cmake|clang/

/** Makes users; 1000 is taken by a user of Ubuntu 24.04 that no python image has. */
const USERS = /\b(?:useradd|groupadd)\b/

/** What a python image has besides Python: certificates and time zones. */
const BESIDES = ['ca-certificates', 'netbase', 'tzdata']

/** Ubuntu's Python in an environment on PATH, so that python and pip mean it and pip may install (PEP 668). */
export function pythonLines(
  stage: Stage,
  os: string,
  document: DockerfileDocument,
  compiles: boolean,
): readonly string[] {
  const work = workOf(stage)
  const headers = compiles || BUILDS.test(work) ? ['python3-dev'] : []
  const packages = ['python3', 'python3-venv', ...headers, ...BESIDES]
  const commands = [
    'apt-get update',
    `DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    'rm -rf /var/lib/apt/lists/*',
    ...(os === 'ubuntu24.04' && USERS.test(work) ? ['userdel --remove ubuntu'] : []),
    'python3 -m venv /opt/venv',
  ]
  const run = commands.map((command, i) => {
    const end = i < commands.length - 1 ? ` ${document.escape}` : ''
    return `${i === 0 ? 'RUN ' : '    && '}${command}${end}`
  })
  return worded(
    ['# An nvidia/cuda image has no Python: this is the one of Ubuntu.', ...run, 'ENV PATH=/opt/venv/bin:$PATH'],
    stage.from,
  )
}
