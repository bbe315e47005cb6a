import type { RuleFix } from '../../lint/rule'
import type { Installed } from './python-packages'

/** The repair that installs another package in the same version; none where a requirements file holds it. */
export function askForName({ requirement, install, file, at }: Installed, name: string): readonly RuleFix[] {
  const written = install.instruction.file.text.slice(at.start, at.end)
  const offset = written.toLowerCase().search(/[a-z]/)
  const length = /^[\w.-]+/.exec(written.slice(Math.max(0, offset)))?.[0].length ?? 0
  if (
    file ||
    offset < 0 ||
    written
      .slice(offset, offset + length)
      .toLowerCase()
      .replace(/[-_.]+/g, '-') !== requirement.name
  )
    return []
  const span = { start: at.start + offset, end: at.start + offset + length }
  return [{ title: `Install ${name}`, ops: [{ op: 'replace', file: install.instruction.file, span, text: name }] }]
}
