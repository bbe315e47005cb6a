import { packageInstalls } from '../../documents/dockerfile/pip'
import type { Redirect, ShellCommand, ShellWord } from '../../documents/dockerfile/types'
import { defineRule, type RuleFix } from '../../lint/rule'
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
        '{word} is not quoted, so the shell reads ">" as a redirection: it writes a file named "{name}" and pip is told "{package}" without the bound. Another version may be installed. Put the requirement in quotes.',
      read: '{word} is not quoted, so the shell reads "<" as a redirection: it looks for a file named "{name}", and where there is none the command fails before pip starts. Put the requirement in quotes.',
    },
    sources: [
      'POSIX Shell Command Language, 2.7 Redirection',
      'counted: 9 of 294 Dockerfiles of public repositories (2026-11-22)',
    ],
    notes: [
      'In the exec form (`RUN ["pip", "install", "x>=1"]`) no shell reads the words. A redirection with a blank in front of it, or to something that is no version (`>install.log`), is one that was meant.',
    ],
  },
  *check(document) {
    for (const run of runsWith(document, /[^\s<>&\d][<>]=?\s*["']?[\d$=]/)) {
      for (const { command } of packageInstalls(run)) {
        for (const torn of tornOf(command)) yield report(torn, command)
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

function report({ word, redirects, at }: Torn, command: ShellCommand) {
  const reads = redirects.find(({ operator }) => operator === '<')
  const shown = reads ?? redirects[0]
  const name = shown?.target?.value ?? shown?.target?.raw ?? ''
  const raw = command.instruction.file.text.slice(at.start, at.end)
  return {
    message: reads ? 'read' : 'written',
    severity: reads && !command.failureIgnored ? ('error' as const) : ('warning' as const),
    data: { word: raw, name, package: word.value ?? word.raw },
    at,
    fixes: fixesOf(raw, at, command, reads !== undefined),
  }
}

/** Where the version stands behind a blank (`torch>= 2`), nobody can tell where the requirement ends. */
function fixesOf(raw: string, at: Span, command: ShellCommand, safe: boolean): readonly RuleFix[] {
  if (/[=<>]["']?$|[\r\n]/.test(raw)) return []
  const quote = quoteFor(command)
  const text = `${quote}${raw.replace(/["']/g, '')}${quote}`
  const { file } = command.instruction
  return [{ title: `Write ${text}`, safe, ops: [{ op: 'replace', file, span: at, text }] }]
}
