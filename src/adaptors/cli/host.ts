import { resolve } from 'node:path'
import { SourceFile } from '../../documents/source'
import type { Target } from '../../host/target'
import { readTarget } from '../../lint/config-read'
import type { Problem } from '../../service'
import { pathFrom } from '../node/paths'
import { readText } from '../node/read'
import { say } from './output'

export interface Host {
  readonly target: Target
  readonly problems: readonly Problem[]
}

/** What `--host` says the files run on. Nothing here looks at this machine. */
export function readHost(word: string, cwd: string): Host {
  if (word === 'none') return { target: {}, problems: [] }
  if (word === 'auto') {
    say('note: --host auto: this version cannot look at the host yet and goes on as with --host none.')
    return { target: {}, problems: [] }
  }
  const path = pathFrom(cwd, resolve(cwd, word))
  const read = readText(resolve(cwd, word))
  if (typeof read === 'string') return { target: {}, problems: [{ path, message: read, fatal: true }] }
  return readTarget(new SourceFile(path, read.text))
}
