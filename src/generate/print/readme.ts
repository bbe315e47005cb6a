import type { ProjectFile } from '../../frameworks/types'
import { type Plan, reasonsIn } from '../plan'
import { SECTION } from '../section'
import { commandOf } from './command'
import { runWords } from './request-keys'
import { shellWord } from './shell'

/** A section that says how to start the project, how to see that the GPU works, and why everything is as it is. */
export function readme(plan: Plan): readonly ProjectFile[] {
  const { framework, mode, notes, name } = plan
  const parts = [
    `# ${framework.title} ${framework.version} (${mode})`,
    fence(startLines(plan)),
    ...probeParts(plan),
    ...(mode === 'train' || plan.ports.length === 0 ? [] : [portWords(plan)]),
    ...notes.map((note) => note.replaceAll('SERVICE', name)),
    'Without Compose:',
    fence(runLines(plan)),
    `## Why it is so\n\n${why(plan)}`,
    `Written by \`${commandOf(plan.workload)}\`; check it with \`gpu-compose check\`.`,
  ]
  return [{ path: 'README.md', text: `${[SECTION.begin, ...parts, SECTION.end].join('\n\n')}\n` }]
}

const fence = (lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n')

/** Once, before Compose reads the files: it reads .env beside them. */
const GROUP = 'echo "RENDER_GID=$(getent group render | cut -d: -f3)" >> .env'

/** What is typed to start the project. */
export function startLines({ cpuFallback, stages, request, madeBy }: Plan): readonly string[] {
  const up = stages.length > 0 ? 'up --build' : 'up'
  const first = [...(madeBy ? [`sh ${madeBy}`] : []), ...(request?.renderGroup ? [GROUP] : [])]
  if (!cpuFallback) return [...first, `docker compose ${up}`]
  return [
    ...first,
    `docker compose -f compose.yaml -f compose.gpu.yaml ${up}   # with a GPU`,
    `docker compose ${up}   # without`,
  ]
}

/** It ends with an error where the container has no GPU. */
const probeParts = (plan: Plan): readonly string[] =>
  plan.request ? ['Does the GPU work? It must name every GPU that was asked for:', fence([probeLine(plan)])] : []

function probeLine({ probe, name, cpuFallback, request }: Plan): string {
  const files = cpuFallback && request ? ' -f compose.yaml -f compose.gpu.yaml' : ''
  const [first = '', ...rest] = probe.command
  const words = probe.asEntrypoint
    ? ['run --rm --no-deps --entrypoint', first, name, ...rest]
    : [probe.how === 'run' ? 'run --rm --no-deps' : 'exec', name, first, ...rest]
  return `docker compose${files} ${words.join(' ')}`
}

function portWords({ ports, http }: Plan): string {
  const addresses = ports.map((port) => {
    const [host, inside = ''] = port.split(':').slice(-2)
    return `${http?.includes(inside) === false ? '' : 'http://'}localhost:${host}`
  })
  return `It listens at ${addresses.join(', ')}.`
}

/** `docker run` with the same request; a relative mount needs the folder in front. */
export function runLines(plan: Plan): readonly string[] {
  const {
    stages,
    image,
    madeBy,
    name,
    user,
    request,
    ports,
    mounts,
    shmSize,
    ipcHost,
    environment,
    gpuEnvironment,
    command,
  } = plan
  const variables = { ...environment, ...(request && gpuEnvironment) }
  const flags = [
    ...(request ? [runWords(request).join(' ')] : []),
    ...(madeBy ? ['--pull never'] : []),
    ...(user ? [`--user ${user}`] : []),
    ...Object.entries(variables).map(([key, value]) => `-e ${key}=${value}`),
    ...ports.map((port) => `-p ${port}`),
    ...mounts.map((mount) => `-v ${mount.startsWith('./') ? `"$PWD"${mount.slice(1)}` : mount}`),
    ...(ipcHost ? ['--ipc=host'] : shmSize ? [`--shm-size=${shmSize}`] : []),
  ]
  const run = [
    'docker run --rm',
    ...flags,
    [stages.length > 0 ? name : (image ?? ''), ...(command ?? []).map(shellWord)].join(' '),
  ].join(' ')
  return stages.length > 0 ? [`docker build -t ${name} .`, run] : [run]
}

function why(plan: Plan): string {
  const rows = reasonsIn(plan, 'readme').map(
    ({ choice, value, because, fact }) =>
      `| ${choice} | ${value} | ${because} | ${fact ? `${fact.table}, ${fact.retrieved}` : ''} |`,
  )
  const sources = Object.entries(plan.sources).map(([table, source]) => `- ${table}: ${source}`)
  return [
    '| choice | value | because | facts |',
    '|---|---|---|---|',
    ...rows,
    '',
    'Sources of the facts:',
    '',
    ...sources,
  ].join('\n')
}
