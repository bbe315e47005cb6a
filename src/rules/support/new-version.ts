import type { RuleFix } from '../../lint/rule'
import type { Installed } from './python-packages'
import { quoteFor } from './runs'

/** The repair that asks for other versions of a package; none where a requirements file holds it. */
export function askFor(
  { requirement, install, file, at }: Installed,
  specifier: string | undefined,
): readonly RuleFix[] {
  if (file || specifier === undefined || requirement.marker || requirement.url || install.tool === 'conda') return []
  const { instruction } = install
  if (install.command.redirects.some(({ span }) => span.start === at.end)) return []
  const extras = requirement.extras.length > 0 ? `[${requirement.extras.join(',')}]` : ''
  const text = `${requirement.name}${extras}${specifier}`
  const now = instruction.file.text.slice(at.start, at.end)
  const quote = instruction.exec ? '"' : isBare(text, now) ? '' : (ownQuote(now) ?? quoteFor(install.command))
  const whole = { op: 'replace', file: instruction.file, span: at, text: `${quote}${text}${quote}` } as const
  return [{ title: `Install ${text}`, ops: [whole] }]
}

/** True where a shell reads the text as it is, and it stands without quotes now. */
const isBare = (text: string, now: string): boolean => /^[\w.=+-]+$/.test(text) && /^\w/.test(now)

/** The quotes that the whole word stands in now. */
const ownQuote = (now: string): string | undefined => /^(["'])[^"']*\1$/.exec(now)?.[1]
