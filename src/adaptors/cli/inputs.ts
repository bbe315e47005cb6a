import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { discover, isCandidate } from '../node/discover'
import { kindOfName, kindOfText } from '../node/names'
import { decode, readText, whyNot } from '../node/read'
import type { Room, Session } from './session'

/** One text to check. `bytes` are those on disk; undefined for stdin. */
export interface Input {
  readonly room: Room
  readonly path: string
  readonly text: string
  readonly bytes: Buffer | undefined
  /** The user named this very file. */
  readonly named: boolean
}

/** Says that a path could not be used; `fatal` where the run must end with exit code 2. */
export type Tell = (path: string, message: string, fatal: boolean) => void

interface Named {
  readonly path: string
  readonly isFolder: boolean
}

/** The texts of a run, one after the other, each file once. What cannot be read is told and left out. */
export function* inputs(session: Session, tell: Tell): Generator<Input> {
  const { paths, stdinFilename } = session.call
  if (stdinFilename !== undefined) return yield* stdin(session, stdinFilename, tell)
  const named = paths.flatMap((word) => resolveNamed(session, word, tell))
  for (const { path, isFolder } of named) if (!isFolder) learnKind(session, path)
  const seen = new Set<string>()
  for (const one of named)
    yield* one.isFolder ? below(session, one.path, seen, tell) : file(session, one.path, seen, tell)
}

function resolveNamed({ cwd }: Session, word: string, tell: Tell): readonly Named[] {
  const path = resolve(cwd, word)
  try {
    return [{ path, isFolder: statSync(path).isDirectory() }]
  } catch (error) {
    tell(path, whyNot(error), true)
    return []
  }
}

/** A file of another name is taken for what its text says, because its user named it. */
function learnKind(session: Session, path: string): void {
  if (kindOfName(basename(path))) return
  const read = readText(path)
  const kind = typeof read === 'string' ? undefined : kindOfText(basename(path), read.text)
  if (kind) session.room(dirname(path)).name(path, kind)
}

function* file(session: Session, path: string, seen: Set<string>, tell: Tell): Generator<Input> {
  if (seen.has(path)) return
  seen.add(path)
  const read = readText(path)
  if (typeof read === 'string') tell(path, read, true)
  else yield { room: session.room(dirname(path)), path, ...read, named: true }
}

function* below(session: Session, folder: string, seen: Set<string>, tell: Tell): Generator<Input> {
  const room = session.room(folder)
  const { root, folders, configs } = room
  const onProblem = (path: string, message: string) => tell(path, message, false)
  for (const path of discover(folder, { root, folders, configs, ignore: session.call.ignore, onProblem })) {
    if (seen.has(path)) continue
    seen.add(path)
    const read = readText(path)
    // Unread files must not pass for good ones, if they are ours by name.
    if (typeof read === 'string') {
      if (kindOfName(basename(path))) tell(path, read, true)
    } else if (isCandidate(path, read.text, root, configs.for(dirname(path)).config))
      yield { room, path, ...read, named: false }
  }
}

function* stdin(session: Session, name: string, tell: Tell): Generator<Input> {
  const path = resolve(session.cwd, name)
  const read = decode(readFileSync(0))
  if (typeof read === 'string') return tell(path, read, true)
  const room = session.room(dirname(path))
  const kind = kindOfName(basename(path)) ? undefined : kindOfText(basename(path), read.text)
  if (kind) room.name(path, kind)
  yield { room, path, text: read.text, bytes: undefined, named: true }
}
