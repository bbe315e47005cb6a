import { isComposeName } from '../detect'
import type { Session } from '../session'
import { basename, below, dirname, resolvePath } from '../workspace'
import { aloneWith } from './context'
import { readEnvFile } from './env-file'
import { readCompose } from './read'
import type { Service } from './types'

/** In the order in which Compose looks for them (compose-go `cli/options.go`). */
const BASES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml']
const OVERRIDES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
]

const STANDARD = [...BASES, ...OVERRIDES]

/**
 * The files that Compose merges when it is started for this one, base first: those of the configuration, else those of
 * `COMPOSE_FILE` in `.env`, else the default file of the folder with the override file beside it, else the default file
 * under a file that cannot stand alone (`docker-compose.gpu.yml`), else the file alone.
 */
export async function mergeListOf(
  path: string,
  session: Session,
  projects: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const lists = projects.map((project) => project.flatMap((file) => resolvePath('', file) ?? []))
  const configured = lists.find((list) => list.includes(path))
  if (configured) return configured
  const named = await namedByEnvironment(dirname(path), session)
  if (named) return named.includes(path) ? named : [path]
  return defaults(path, session)
}

async function namedByEnvironment(folder: string, session: Session): Promise<readonly string[] | undefined> {
  const file = await session.readIfListed(below(folder, '.env'))
  if (!file?.text.includes('COMPOSE_FILE')) return undefined
  const variables = new Map(readEnvFile(file).variables.map(({ name, value }) => [name, value]))
  const list = variables.get('COMPOSE_FILE')
  const paths = list?.split(variables.get('COMPOSE_PATH_SEPARATOR') ?? /[:;]/)
  return paths?.flatMap((name) => resolvePath(folder, name) ?? [])
}

async function defaults(path: string, session: Session): Promise<readonly string[]> {
  const name = basename(path)
  const folder = dirname(path)
  const names = await session.list(folder)
  if (!STANDARD.includes(name)) return underlaid(path, names, session)
  for (const other of STANDARD) session.asked.add(below(folder, other))
  const list = [BASES, OVERRIDES].flatMap((choice) => choice.find((candidate) => names.has(candidate)) ?? [])
  const merged = BASES.includes(list[0] ?? '') && list.includes(name)
  return merged ? list.map((file) => below(folder, file)) : [path]
}

/** Files beside one that are read at most. */
const LIMIT = 8

/**
 * The default file of the folder in front of one whose services need it: they have no image of their own, the default
 * file has them all (`-f docker-compose.yml -f docker-compose.gpu.yml`), and no other file beside it could be meant.
 */
async function underlaid(path: string, names: ReadonlySet<string>, session: Session): Promise<readonly string[]> {
  const base = BASES.find((name) => names.has(name))
  if (base === undefined || !isComposeName(path)) return [path]
  const needing = (await servicesOf(path, session)).filter(({ overlay, node }) => overlay && !node.has('extends'))
  const wanted = new Set(needing.map(({ name }) => name))
  const hasAll = async (name: string): Promise<boolean> => {
    const whole = (await servicesOf(below(dirname(path), name), session)).filter(({ overlay }) => !overlay)
    return [...wanted].every((one) => whole.some((service) => service.name === one))
  }
  if (wanted.size === 0 || !(await hasAll(base))) return [path]
  const others = [...names].filter((name) => isComposeName(name) && !STANDARD.includes(name) && name !== basename(path))
  for (const other of others.slice(0, LIMIT)) if (others.length > LIMIT || (await hasAll(other))) return [path]
  return [below(dirname(path), base), path]
}

async function servicesOf(path: string, session: Session): Promise<readonly Service[]> {
  const file = await session.read(path)
  return file ? readCompose(file, aloneWith(), session.yaml(file)).services : []
}
