import { asSeq } from '../../documents/tree'
import { defineRule } from '../../lint/rule'
import { isReset } from '../support/device-items'

export default defineRule({
  meta: {
    id: 'compose/environment-name-with-blank',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['environment'],
    summary: 'In a list, `NAME=value` has no blank before the equals sign.',
    why: 'The blank becomes part of the name: Compose refuses the file, and older versions set a variable of another name.',
    messages: {
      blank:
        '"{value}" has a blank before "=". Docker Compose 2.40 refuses the file (environment variable … is declared with a trailing space); older versions set a variable whose name ends in a blank, so {name} keeps its old value. Write {name}={rest}.',
    },
    sources: ['measured: Compose 2.40.3 and 2.26.1 (2026-11-22)'],
    notes: ['Blanks behind the equals sign go with the repair: they would be part of the value.'],
  },
  *check({ services }) {
    for (const { node } of services) {
      for (const item of asSeq(node.get('environment'))?.items ?? []) {
        const value = item.kind === 'scalar' && typeof item.value === 'string' && !isReset(item) ? item.value : ''
        const [, name, rest] = /^([A-Za-z_]\w*)[ \t]+=[ \t]*([^\n]*)$/.exec(value) ?? []
        if (name === undefined || rest === undefined) continue
        const set = { op: 'set', target: item, value: `${name}=${rest}` } as const
        yield {
          message: 'blank',
          data: { value, name, rest },
          at: item,
          fixes: [{ title: `Write ${name}=${rest}`, ops: [set] }],
        }
      }
    }
  },
})
