import type { Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import type { Report } from '../../lint/rule'
import { libraryPathsOf } from './library-path'
import { isRun, textOf } from './runs'

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

const CONFIGURED = /(\/[^\s"':;]*\/stubs\/?)["']?\s*>{1,2}\s*(\/etc\/ld\.so\.conf(?:\.d\/(?!z)[\w.-]+)?)(?![\w./-])/

/** The directory of stubs in the loader's configuration: ldconfig makes libcuda.so.1 there, by the name in the stub. */
export function* stubsConfigured(stage: Stage): Iterable<Report> {
  const texts = stage.lineage.filter(isRun).map((run) => ({ run, text: textOf(run) }))
  if (!runs(stage) || texts.some(({ text }) => /\brm\b[^\n]*(?:ld\.so\.conf|stubs)/.test(text))) return
  for (const { run, text } of texts) {
    const [whole, directory = '', conf = ''] = CONFIGURED.exec(text) ?? []
    if (whole === undefined) continue
    const start = run.span.start + text.indexOf(whole)
    const at = { start, end: start + directory.length }
    const alone = run.commands.every(({ name }) => /^(?:echo|printf|ldconfig)$/.test(name ?? ''))
    const ops = [{ op: 'remove-instruction', file: run.file, instruction: run } as const]
    const fixes = alone ? [{ title: 'Keep the stubs out of the configuration', ops }] : []
    yield { message: 'config', data: { directory, conf }, at, severity: 'info', fixes }
  }
}
