import type { ProjectFile } from '../../frameworks/types'
import type { Plan } from '../plan'
import { commandOf } from './command'
import { comment } from './yaml'

const FOLDER = '${localWorkspaceFolderBasename}'

/** A dev container from the compose service, which brings the GPU: `runArgs` are not read beside `dockerComposeFile`. */
export function devcontainer(plan: Plan): readonly ProjectFile[] {
  if (!plan.extras.includes('devcontainer')) return []
  const { name, framework, mode } = plan
  const lines = [
    ...comments(`Written by: ${commandOf(plan.workload)}`, 200),
    ...comments(gpuWords(plan)),
    '{',
    `  "name": ${JSON.stringify(`${framework.title} ${framework.version} (${mode})`)},`,
    ...filesLines(plan),
    `  "service": ${JSON.stringify(name)},`,
    ...inside('Without this the container starts its own program, and ends with it. Start it in the terminal instead.'),
    '  "overrideCommand": true,',
    ...inside('The project itself: the service mounts only what its program needs.'),
    `  "mounts": ["source=\${localWorkspaceFolder},target=/workspaces/${FOLDER},type=bind"],`,
    ...inside(probeWords(plan)),
    `  "workspaceFolder": "/workspaces/${FOLDER}"`,
    '}',
  ]
  return [{ path: '.devcontainer/devcontainer.json', text: `${lines.join('\n')}\n` }]
}

const comments = (text: string, width?: number): readonly string[] =>
  comment(text, width).map((line) => line.replace(/^#/, '//'))

const inside = (text: string): readonly string[] => comments(text).map((line) => `  ${line}`)

function gpuWords({ request, name }: Plan): string {
  if (!request) return `The service ${name} asks for no GPU.`
  return `The GPU comes from the service ${name}: runArgs, and --gpus in them, are not read beside dockerComposeFile (devcontainers/spec#469).`
}

function filesLines({ cpuFallback, request }: Plan): readonly string[] {
  if (!cpuFallback || !request) return ['  "dockerComposeFile": "../docker-compose.yml",']
  return [
    ...inside('The second file asks for the GPU: delete it where the host has none.'),
    '  "dockerComposeFile": ["../compose.yaml", "../compose.gpu.yaml"],',
  ]
}

const probeWords = ({ probe, request }: Plan): string =>
  request && probe.how === 'run'
    ? `Does the GPU work? In the terminal here: ${probe.command.join(' ')}`
    : 'What the terminal opens in.'
