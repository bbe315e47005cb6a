import { asSeq, type Value } from '../../documents/tree'
import { defineRule, type Report } from '../../lint/rule'
import { isReset } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/environment-name-with-blank',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['environment'],
    summary: 'In a list, `NAME=value` has an equals sign and no blank before it.',
    why: 'The blank becomes part of the name: Compose refuses the file, and older versions set a variable of another name.',
    messages: {
      blank:
        '"{value}" has a blank before "=". Docker Compose 2.40 refuses the file (environment variable … is declared with a trailing space); older versions set a variable whose name ends in a blank, so {name} keeps its old value. Write {name}={rest}.',
      missing:
        '"{value}" has no "=", so Docker Compose takes all of it for the name of a variable of your shell, finds none, and {name} is not set in the container. Write {name}={rest}.',
    },
    sources: ['measured: Compose 2.40.3 and 2.26.1 (2026-11-22)'],
    notes: ['Blanks behind the equals sign go with the repair: they would be part of the value.'],
  },
  *check({ services }) {
    for (const { node } of services) for (const item of asSeq(node.get('environment'))?.items ?? []) yield* judge(item)
  },
})

/** A name, a blank, and either the value behind `=` or a word without any. */
const FORM = /^([A-Za-z_]\w*)[ \t]+(?:=[ \t]*([^\n]*)|([^\s=][^\n=]*))$/

function* judge(item: Value): Iterable<Report> {
  const value = item.kind === 'scalar' && typeof item.value === 'string' && !isReset(item) ? item.value : ''
  const [, name, after, word] = FORM.exec(value) ?? []
  const rest = after ?? word
  if (name === undefined || rest === undefined) return
  const set = { op: 'set', target: item, value: `${name}=${rest}` } as const
  yield {
    message: word ? 'missing' : 'blank',
    data: { value, name, rest },
    at: item,
    severity: word ? 'warning' : 'error',
    fixes: [{ title: `Write ${name}=${rest}`, ops: [set], safe: !word }],
  }
}
