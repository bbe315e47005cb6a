import type { Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import type { Report } from '../../lint/rule'
import { libraryPathsOf } from './library-path'

/** An element of a path list that is a directory of stubs, with the colon that parts it from its neighbour. */
const ELEMENT =
  /(?<=^|["'])([^:"'\s]*\/stubs\/?):|:([^:"'\s]*\/stubs\/?)(?=:|["']?$)|(?<=^|["'])([^:"'\s]*\/stubs\/?)(?=["']?$)/

/** Only an image that runs something: one without a command serves to build, where the stubs are wanted. */
const runs = ({ lineage }: Stage): boolean =>
  lineage.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')

/** The directory of stubs on LD_LIBRARY_PATH of the final image: the last assignment counts. */
export function* stubsOnPath(stage: Stage, file: SourceFile): Iterable<Report> {
  const value = stage.lineage.flatMap(libraryPathsOf).at(-1)?.value
  const match = value && ELEMENT.exec(value.raw)
  if (!value || !match || !runs(stage)) return
  const directory = match[1] ?? match[2] ?? match[3] ?? ''
  const start = value.span.start + match.index + match[0].indexOf(directory)
  const at = { start, end: start + directory.length }
  const cut = { start: value.span.start + match.index, end: value.span.start + match.index + match[0].length }
  const fixes = [
    { title: `Take ${directory} off LD_LIBRARY_PATH`, ops: [{ op: 'replace', file, span: cut, text: '' } as const] },
  ]
  yield { message: 'path', data: { directory }, at, severity: 'info', fixes: match[3] ? [] : fixes }
}
