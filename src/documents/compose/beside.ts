import type { Session } from '../session'
import type { SourceFile } from '../source'
import { basename, dirname, resolvePath } from '../workspace'
import { readCompose } from './read'
import type { ComposeDocument } from './types'

/** A file that Compose takes when none is named: only such a one has others beside it that are given with `-f`. */
const STANDARD = /^(?:docker-)?compose\.ya?ml$/
const FOR_GPUS = /gpu|nvidia|cuda|accel/i
const OVERLAY = /^(?:docker-)?compose[.-]/
const ASKS = /\bgpus?\s*:|\bgpu\b\s*["'\],\n]|nvidia/

/** Files beside one that are read at most. */
const LIMIT = 8

/**
 * The compose files of the same folder that are named for GPUs (`docker-compose.gpu.yml`), or that ask for some
 * (`docker-compose.prod.yml`), each read on its own: people merge them by hand
 * (`-f docker-compose.yml -f docker-compose.gpu.yml`).
 */
export async function readBeside(
  path: string,
  merged: readonly string[],
  session: Session,
): Promise<readonly ComposeDocument[]> {
  if (!STANDARD.test(basename(path))) return []
  const yamls = [...(await session.list(dirname(path)))].filter((name) => /\.ya?ml$/i.test(name))
  const named = yamls.filter((name) => FOR_GPUS.test(name))
  const overlays = yamls.filter((name) => OVERLAY.test(name) && !FOR_GPUS.test(name))
  const paths = [...named, ...overlays].slice(0, LIMIT).flatMap((name) => resolvePath(dirname(path), name) ?? [])
  const files = await Promise.all(paths.filter((other) => !merged.includes(other)).map((other) => session.read(other)))
  const found = files.flatMap((file) => file ?? [])
  return found.filter(({ path: other, text }) => FOR_GPUS.test(basename(other)) || ASKS.test(text)).flatMap(composeIn)
}

const composeIn = (file: SourceFile): readonly ComposeDocument[] =>
  /^services\s*:/m.test(file.text) ? [readCompose(file)] : []
