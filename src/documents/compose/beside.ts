import type { Session } from '../session'
import { basename, dirname, resolvePath } from '../workspace'
import { readCompose } from './read'
import type { ComposeDocument } from './types'

/** A file that Compose takes when none is named: only such a one has others beside it that are given with `-f`. */
const STANDARD = /^(?:docker-)?compose\.ya?ml$/
const FOR_GPUS = /gpu|nvidia|cuda|accel/i

/** Files beside one that are read at most. */
const LIMIT = 8

/**
 * The compose files of the same folder that are named for GPUs (`docker-compose.gpu.yml`), each read on its own: people
 * merge them by hand (`-f docker-compose.yml -f docker-compose.gpu.yml`).
 */
export async function readBeside(
  path: string,
  merged: readonly string[],
  session: Session,
): Promise<readonly ComposeDocument[]> {
  if (!STANDARD.test(basename(path))) return []
  const names = [...(await session.list(dirname(path)))].filter((name) => FOR_GPUS.test(name) && /\.ya?ml$/i.test(name))
  const paths = names.slice(0, LIMIT).flatMap((name) => resolvePath(dirname(path), name) ?? [])
  const files = await Promise.all(paths.filter((other) => !merged.includes(other)).map((other) => session.read(other)))
  return files.flatMap((file) => (file && /^services\s*:/m.test(file.text) ? readCompose(file) : []))
}
