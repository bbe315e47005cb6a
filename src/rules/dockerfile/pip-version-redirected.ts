import { packageInstalls } from '../../documents/dockerfile/pip'
import type { Redirect, ShellCommand, ShellWord } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { quoteFor, runsWith } from '../support/runs'

/** A requirement that the shell has torn apart: the word, and the redirects that hold its bounds. */
interface Torn {
  readonly word: ShellWord
  readonly redirects: readonly Redirect[]
  readonly at: Span
}

export default defineRule({
  meta: {
    id: 'dockerfile/pip-version-redirected',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A version bound with `<` or `>` must be quoted.',
    why: 'The shell takes `>` and `<` for redirections: the bound never reaches pip.',
    messages: {
      written:
        '{word} is not quoted, so the shell reads ">" as a redirection: it writes a file named "{name}" and pip is told "{package}" without the bound. Another version may be installed. Put {what} in quotes.',
      read: '{word} is not quoted, so the shell reads "<" as a redirection: it looks for a file named "{name}", and where there is none the command fails before pip starts. Put {what} in quotes.',
    },
    sources: [
      'POSIX Shell Command Language, 2.7 Redirection',
      'counted: 9 of 294 Dockerfiles of public repositories (2026-11-22)',
    ],
    notes: [
      'All requirements of one command are one finding, which stands at the first of them.',
      'In the exec form (`RUN ["pip", "install", "x>=1"]`) no shell reads the words. A redirection with a blank in front of it, or to something that is no version (`>install.log`), is one that was meant.',
    ],
  },
  *check(document) {
    for (const run of runsWith(document, /[^\s<>&\d][<>]=?\s*["']?[\d$=]/)) {
      for (const { command } of packageInstalls(run)) {
        yield* reportsOf(tornOf(command), command)
      }
    }
  },
})

function tornOf(command: ShellCommand): readonly Torn[] {
  return command.args.flatMap((word) => {
    const redirects: Redirect[] = []
    let end = word.span.end
    for (let next = boundAt(command, end); next; next = boundAt(command, end)) {
      redirects.push(next)
      end = next.span.end
    }
    return redirects.length > 0 ? [{ word, redirects, at: { start: word.span.start, end } }] : []
  })
}

/** The redirect that begins right there and whose target is a version. */
const boundAt = ({ redirects }: ShellCommand, at: number): Redirect | undefined =>
  redirects.find(({ operator, span, target }) => {
    const isBound = span.start === at && (operator === '>' || operator === '<')
    return isBound && target !== undefined && /^["']?(?:=|v?\d|\$\{?\w*VER)/i.test(target.raw)
  })

/** One finding a command; a requirement that has no sure repair is told apart, so that the repair of the others is whole. */
function* reportsOf(torn: readonly Torn[], command: ShellCommand): Iterable<Report> {
  const sure = torn.filter((one) => isWhole(rawOf(one, command)))
  if (sure.length > 0) yield report(sure, command, repair(sure, command))
  for (const one of torn) if (!sure.includes(one)) yield report([one], command, [])
}

function report(torn: readonly Torn[], command: ShellCommand, fixes: readonly RuleFix[]): Report {
  const first = torn.find(readsOf) ?? (torn[0] as Torn)
  const reads = readsOf(first)
  const { target } = reads ?? first.redirects[0] ?? {}
  const { word, at } = first
  return {
    message: reads ? 'read' : 'written',
    severity: reads && !command.failureIgnored ? 'error' : 'warning',
    data: {
      word: rawOf(first, command),
      name: target?.value ?? target?.raw ?? '',
      package: word.value ?? word.raw,
      what: whatOf(first, torn, command),
    },
    at,
    fixes,
  }
}

const readsOf = ({ redirects }: Torn): Redirect | undefined => redirects.find(({ operator }) => operator === '<')
const rawOf = ({ at }: Torn, { instruction }: ShellCommand): string => instruction.file.text.slice(at.start, at.end)

/** Where the version stands behind a blank (`torch>= 2`), nobody can tell where the requirement ends. */
const isWhole = (raw: string): boolean => !/[=<>]["']?$|[\r\n]/.test(raw)

const NAMED = 3

/** All that must be quoted, a few of them by name. */
function whatOf(first: Torn, torn: readonly Torn[], command: ShellCommand): string {
  const others = torn.filter((one) => one !== first).map((one) => rawOf(one, command))
  if (others.length === 0) return 'the requirement'
  const more = others.length - NAMED
  const named = others.slice(0, NAMED).join(', ')
  return `it and the others of this command (${named}${more > 0 ? ` and ${more} more` : ''})`
}

/** Where one of them reads a file the command fails so far: the repair of them all changes nothing that works. */
function repair(torn: readonly Torn[], command: ShellCommand): readonly RuleFix[] {
  const quote = quoteFor(command)
  const { file } = command.instruction
  const texts = torn.map((one) => `${quote}${rawOf(one, command).replace(/["']/g, '')}${quote}`)
  const ops = torn.map(({ at }, i) => ({ op: 'replace', file, span: at, text: texts[i] ?? '' }) as const)
  const title = torn.length === 1 ? `Write ${texts[0]}` : `Quote all ${torn.length} requirements`
  return [{ title, safe: torn.some(readsOf), ops }]
}
