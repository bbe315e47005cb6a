import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { Op } from '../../edits/ops'

/** Asks for another build of PyTorch (`cu118` → `cu128`) wherever the command names it: in its indexes, and in versions. */
export function otherBuild({ command, instruction }: PackageInstall, from: string, to: string): readonly Op[] {
  const { file, span } = instruction
  const text = file.text.slice(command.span.start, command.span.end)
  const name = from.replaceAll('.', '\\.')
  const pattern = new RegExp(`(?<=/whl/(?:nightly/)?)${name}(?=[\\s/"']|$)|(?<=\\d\\+)${name}\\b`, 'g')
  const places = [...text.matchAll(pattern)].map(({ index }) => command.span.start + index)
  return places
    .filter((start) => start >= span.start && start < span.end)
    .map((start) => ({ op: 'replace', file, span: { start, end: start + from.length }, text: to }))
}
