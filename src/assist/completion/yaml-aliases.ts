import type { SourceFile } from '../../documents/source'
import { type YamlPlace, yamlPlace } from './yaml-place'

/** Fragments may be built from fragments. */
const DEPTH = 4

/**
 * Where a place stands once the aliases of its fragment are followed: `services/a/image` for `x-gpu/image`.
 * @param begins what the wanted path begins with
 * @returns undefined where no alias leads there
 */
export function pathThroughAliases(
  place: YamlPlace,
  begins: string,
  file: SourceFile,
  depth = DEPTH,
): string | undefined {
  if (place.path.startsWith(begins)) return place.path
  if (depth === 0) return undefined
  for (const { anchor, inner } of anchorsOf(place)) {
    for (const use of usesOf(anchor, file)) {
      const outer = pathThroughAliases(use, begins, file, depth - 1)
      if (outer !== undefined) return `${outer.replace(MERGE, '')}/${inner}`
    }
  }
  return undefined
}

/** `<<: *a` and `<<: [*a, *b]` bring the keys of a fragment to where they stand. */
const MERGE = /\/<<(?:\/-)?$/

interface Anchor {
  readonly anchor: string
  /** The path below it. */
  readonly inner: string
}

/** The anchors that a place lies under, innermost first. */
function anchorsOf({ path, marks }: YamlPlace): readonly Anchor[] {
  const found = marks.flatMap(({ anchor }, i): readonly Anchor[] => {
    const outer = marks.slice(0, i + 1).map(({ name }) => name)
    return anchor === undefined ? [] : [{ anchor, inner: path.slice(outer.join('/').length + 1) }]
  })
  return found.reverse()
}

/** The places of its aliases. */
function* usesOf(anchor: string, file: SourceFile): Iterable<YamlPlace> {
  for (const { 0: found, 1: name, index } of file.text.matchAll(/[\s[,]\*([^\s,[\]{}]+)/g)) {
    const place = name === anchor ? yamlPlace(file, index + found.length - anchor.length - 1) : undefined
    if (place?.role === 'value') yield place
  }
}
