import type { Service } from '../../documents/compose/types'
import type { Project } from '../../documents/project'
import { deployFlags, pullFlags, restartFlags, stopFlags } from './deploy'
import { environmentFlags } from './environment'
import { gpuFlags } from './gpus'
import { healthFlags } from './health'
import { networkFlags, tellLosses } from './losses'
import { mountFlags } from './mounts'
import { loggingFlags, plainFlags, portFlags, sharedFlags, ulimitFlags } from './parts'
import { type Lost, Reader, type RunOptions } from './reader'
import { quote, splitWords, variablesIn } from './shell'

export type { Lost, RunOptions } from './reader'

/** A service as one command of a shell. */
export interface DockerRun {
  /** For a POSIX shell, to be run in the folder of the compose file. */
  readonly line: string
  /** What it does not carry, or what must be done by hand. */
  readonly lost: readonly Lost[]
  /** Variables that no file sets: the shell must have them, as Compose would want them. */
  readonly variables: readonly string[]
}

/** @returns undefined for a service without image and build: it is a part of another */
export function toDockerRun(service: Service, project: Project, options: RunOptions = {}): DockerRun | undefined {
  const reader = new Reader(service, project, options)
  const image = imageOf(reader)
  if (image === undefined) return undefined
  const [entrypoint, ...before] = wordsOf('entrypoint', reader) ?? []
  const flags = [...flagsOf(reader), ...(reader.field('entrypoint') ? ['--entrypoint', entrypoint ?? ''] : [])]
  const words = [...flags, image, ...before, ...(wordsOf('command', reader) ?? [])]
  tellLosses(reader)
  const variables = [...new Set(words.flatMap(variablesIn))].filter((name) => name !== 'PWD' && name !== 'HOME')
  return { line: ['docker run', ...words.map(quote)].join(' '), lost: reader.lost, variables }
}

const PARTS = [
  plainFlags,
  gpuFlags,
  sharedFlags,
  networkFlags,
  ulimitFlags,
  environmentFlags,
  portFlags,
  mountFlags,
  restartFlags,
  deployFlags,
  stopFlags,
  loggingFlags,
  healthFlags,
  pullFlags,
] as const

const flagsOf = (reader: Reader): readonly string[] => PARTS.flatMap((part) => part(reader))

/** An image that is built has the name that Compose gives it. */
function imageOf(reader: Reader): string | undefined {
  const { service, projectName } = reader
  if (service.build) reader.lose('build', `build the image first: docker compose build ${quote(service.name)}`)
  const image = reader.at('image')
  if (image !== undefined || !service.build) return image
  if (projectName === undefined) reader.lose('build', `Compose calls the image PROJECT-${service.name}`)
  return projectName === undefined ? service.name : `${projectName}-${service.name}`
}

function wordsOf(key: 'command' | 'entrypoint', reader: Reader): readonly string[] | undefined {
  const value = reader.field(key)
  if (value?.kind === 'seq') return reader.texts(value)
  const text = reader.text(value)
  if (text === undefined) return undefined
  const split = splitWords(text)
  if (!split) reader.lose(key, 'Compose cannot take it apart')
  if (split?.stop) reader.lose(key, `Compose reads it only up to "${split.stop.slice(0, 2).trim()}"`)
  return split?.words
}
