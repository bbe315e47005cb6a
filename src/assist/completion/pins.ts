import { normalName } from '../../documents/dockerfile/requirement'
import type { Instruction } from '../../documents/dockerfile/types'
import { type Facts, versionPrefix } from '../../facts'
import type { Span } from '../../text'
import { baseOf } from '../cuda-in-sight'
import { indexes } from './indexes'
import { type Completions, fitting } from './item'
import { versionsOf } from './versions'

/** What the versions and indexes of an install must fit. */
export interface Sight {
  /** CUDA of the base image. */
  readonly cuda: string | undefined
  /** `cu124`: the build that an index of PyTorch in the same instruction holds. */
  readonly build: string | undefined
  /** The version of torch that the same instruction pins. */
  readonly torch: string | undefined
}

const PIN = /(?:^|[\s"'])([A-Za-z0-9][\w.-]*)(?:\[([^\]]*)\])?==([\w.*+]*)$/
const INDEX = /\s(?:--index-url|--extra-index-url|-i)(?:\s+|=)["']?(\S*)$/

/** Versions behind `==` in a requirement that stands alone. */
export function pinIn(typed: string, span: Span, cuda: string | undefined, facts: Facts): Completions | undefined {
  const [, name = '', extras = '', version] = PIN.exec(typed) ?? []
  if (version === undefined) return undefined
  const sight: Sight = { cuda, build: undefined, torch: undefined }
  const found = versionsOf(normalName(name), extras, sight, facts)
  return found && fitting(found, version, { start: span.start + typed.length - version.length, end: span.end })
}

/** Versions behind `==`, addresses behind `--index-url`. */
export function pinAt({ span, file, stage }: Instruction, offset: number, facts: Facts): Completions | undefined {
  const [before, behind] = [file.text.slice(span.start, offset), file.text.slice(offset, span.end)]
  const [, index] = INDEX.exec(before) ?? []
  const [, name = '', extras = '', version] = PIN.exec(before) ?? []
  const typed = index ?? version
  if (typed === undefined) return undefined
  const cuda = baseOf(stage, facts)?.known.cuda
  const sight = sightOf(before.slice(0, before.length - typed.length), behind, cuda && versionPrefix(cuda, 3))
  const found = index === undefined ? versionsOf(normalName(name), extras, sight, facts) : indexes(sight, facts)
  const end = offset + (/^[^\s"',;]*/.exec(behind)?.[0].length ?? 0)
  const own: Span = { start: offset - typed.length, end }
  return found && fitting(found, typed, own)
}

/** What the instruction says before and behind the word that is being written. */
function sightOf(before: string, behind: string, cuda: string | undefined): Sight {
  const around = `${before} ${behind.replace(/^\S*/, '')}`
  return {
    cuda,
    build: /\/whl\/(cu\d+)(?![\w])/.exec(around)?.[1],
    torch: /(?:^|[\s"'])torch(?:\[[^\]]*\])?==(\d[\d.]*)/.exec(around)?.[1],
  }
}
