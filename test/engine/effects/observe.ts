import { compose, type EngineName, execute, type Files, inFolder } from '../support/compose'
import type { Effect, Seen } from './effect'

/** What each container prints of itself. NODES: the device nodes that it has; SHM: kilobytes of /dev/shm. */
const OBSERVE = [
  'env',
  'echo NODES=$$(ls -d /dev/nvidia* /dev/dri /dev/kfd 2>/dev/null)',
  "echo SHM=$$(df -k /dev/shm | tail -n 1 | sed 's/^[^ ]* *//; s/ .*//')",
  'echo END=1',
]

const override = (texts: Files): string => {
  const alone = Object.values(texts).some((text) => text.includes('network_mode')) ? '' : '    network_mode: none\n'
  const command = JSON.stringify(['/bin/sh', '-c', OBSERVE.join('; ')])
  return `services:\n  a:\n    entrypoint: ${command}\n    command: []\n${alone}`
}

const OBSERVER = 'observe.yaml'
const MERGED = ['compose.yaml', 'compose.override.yaml', OBSERVER]
let started = 0

/** What the engine does with the project, in words that an effect can be compared with. */
export interface Outcome {
  readonly refused?: string
  readonly stopped?: string
  readonly seen?: Seen
  readonly stack?: string
}

export async function outcomeOf(files: Files, effect: Effect, engine: EngineName = 'current'): Promise<Outcome> {
  return inFolder({ ...files, [OBSERVER]: override(files) }, (folder) => {
    if (DEVCONTAINER in files) return run('docker', ['run', ...ALONE, ...runArgs(files), 'stub', 'env'], folder)
    if (onlyBuilt(files)) return build(files, folder)
    if (SCRIPT in files) return run('sh', [SCRIPT], folder)
    if ('stackRefused' in effect || 'stackAccepted' in effect) return stack(folder)
    return up(files, folder, 'refused' in effect, engine)
  })
}

export const DEVCONTAINER = '.devcontainer/devcontainer.json'
export const SCRIPT = 'run.sh'
const ALONE = ['--rm', '--network', 'none']

const onlyBuilt = (files: Files): boolean => 'Dockerfile' in files && !('compose.yaml' in files)

/** A build argument that every build gets. */
const [ARGUMENT, VERSION] = ['CUDA_VERSION', '12.4.1']

const BUILD_OPTIONS = ['--network', 'none', '--build-arg', `${ARGUMENT}=${VERSION}`]

/** Builds the Dockerfile and looks into its image. MODELS: what lies in the folder of that name. */
async function build(files: Files, folder: string): Promise<Outcome> {
  const named = (files.Dockerfile ?? '').replaceAll(`\${${ARGUMENT}}`, VERSION)
  await nameImages({ Dockerfile: named }, folder, 'current')
  const { ok, stdout, stderr } = await execute('docker', ['build', '-q', ...BUILD_OPTIONS, '.'], folder)
  if (!ok) return { stopped: stderr }
  const look = 'env; echo MODELS=$(ls /models 2>/dev/null); echo END=1'
  return run('docker', ['run', ...ALONE, stdout.trim(), '/bin/sh', '-c', look], folder)
}

const runArgs = (files: Files): readonly string[] => JSON.parse(files[DEVCONTAINER] ?? '{}').runArgs ?? []

async function run(command: string, args: readonly string[], folder: string): Promise<Outcome> {
  const { ok, stdout, stderr } = await execute(command, args, folder)
  return ok ? { seen: seenIn(stdout) } : { stopped: stderr }
}

async function stack(folder: string): Promise<Outcome> {
  const { ok, stderr } = await execute('docker', ['stack', 'config', '-c', 'compose.yaml'], folder)
  return { stack: ok ? 'accepted' : stderr }
}

async function up(files: Files, folder: string, onlyRead: boolean, engine: EngineName): Promise<Outcome> {
  const own = MERGED.filter((name) => name in files).flatMap((name) => ['-f', name])
  const { ok, stderr } = await compose([...own, 'config', '-q'], folder, engine)
  if (!ok) return { refused: stderr }
  if (onlyRead) return {}
  await nameImages(files, folder, engine)
  const name = `effect${++started}`
  const project = ['-p', name, ...own, '-f', OBSERVER]
  const attempt = await compose(
    [...project, 'up', '--pull', 'never', '--no-log-prefix', '--no-color', '--no-deps', 'a'],
    folder,
    engine,
  )
  const seen = seenIn(attempt.stdout)
  if (!seen.END) return { stopped: attempt.stderr + attempt.stdout }
  return { seen: { ...seen, ...(await inspected(`${name}-a-1`, folder, engine)) } }
}

/** REQUESTS: driver, count and ids of what the engine was asked for. */
async function inspected(container: string, folder: string, engine: EngineName): Promise<Seen> {
  const format =
    '{{range .HostConfig.DeviceRequests}}{{.Driver}} {{.Count}} {{.DeviceIDs}};{{end}}|{{.HostConfig.Runtime}}|{{.HostConfig.Privileged}}'
  const { stdout } = await execute('docker', ['inspect', '--format', format, container], folder, engine)
  const [REQUESTS, RUNTIME, PRIVILEGED] = stdout.trim().split('|')
  return { REQUESTS, RUNTIME, PRIVILEGED }
}

/** Gives the stub the names of the images that the project starts. */
async function nameImages(files: Files, folder: string, engine: EngineName): Promise<void> {
  const images = Object.values(files).flatMap((text) =>
    [...text.matchAll(/^(?:\s*image:|FROM) ([^\s#$]+)$/gm)].map(([, name]) => name),
  )
  for (const image of new Set(images)) {
    if (!image || image.startsWith('stub')) continue
    await execute('docker', ['tag', /cuda|tritonserver/.test(image) ? 'stub-cuda' : 'stub', image], folder, engine)
  }
}

/** Several containers (replicas) are told as `0 + 0`. */
function seenIn(printed: string): Seen {
  const seen: Record<string, string> = {}
  // Compose 2.26 clears the line first, whatever it writes to.
  for (const [, name = '', value = ''] of printed.replaceAll('\x1b[2K', '').matchAll(/^(\w+)=(.*)$/gm)) {
    seen[name] = name in seen ? `${seen[name]} + ${value}` : value
  }
  return seen
}
