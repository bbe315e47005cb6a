import { asMap, type Value } from '../tree'
import type { Lookup } from './interpolate'
import { textOf, textsOf } from './text'

/** One item of `include:`; paths as written, with variables resolved. */
export interface Include {
  /** The file and those merged over it; undefined where one is not known. */
  readonly paths: readonly (string | undefined)[]
  readonly projectDirectory: string | undefined
  readonly envFiles: readonly (string | undefined)[]
}

/** Reads `include:` in its short form (a path) and its long form. */
export function readIncludes(value: Value | undefined, lookup: Lookup): readonly Include[] {
  const items = value?.kind === 'seq' ? value.items : value ? [value] : []
  return items.map((item) => {
    const map = asMap(item)
    return {
      paths: textsOf(map ? map.get('path') : item, lookup).map((text) => text.value),
      projectDirectory: textOf(map?.get('project_directory'), lookup)?.value,
      envFiles: textsOf(map?.get('env_file'), lookup).map((text) => text.value),
    }
  })
}
