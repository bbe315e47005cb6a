import type { Session } from '../session'
import { basename, below, dirname, resolvePath } from '../workspace'
import { readEnvFile } from './env-file'

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
 * `COMPOSE_FILE` in `.env`, else the default file of the folder with the override file beside it, else the file alone.
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
  if (!STANDARD.includes(name)) return [path]
  const folder = dirname(path)
  const names = await session.list(folder)
  for (const other of STANDARD) session.asked.add(below(folder, other))
  const list = [BASES, OVERRIDES].flatMap((choice) => choice.find((candidate) => names.has(candidate)) ?? [])
  const merged = BASES.includes(list[0] ?? '') && list.includes(name)
  return merged ? list.map((file) => below(folder, file)) : [path]
}
