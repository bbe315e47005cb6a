// npm run new-rule KIND/NAME: writes the rule and its test, ready to be filled in.
import fs from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const [id] = process.argv.slice(2)
const match =
  /^(compose|dockerfile|image|kubernetes|devcontainer|bentofile|script)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(
    id ?? '',
  )
if (!match) {
  console.error('usage: npm run new-rule KIND/NAME, for example: npm run new-rule compose/cuda-tag-exists')
  process.exit(2)
}
const [, kind] = match
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
const rule = `import { defineRule } from '../../lint/rule'

export default defineRule({
  meta: {
    id: '${id}',
    kind: '${kind}',
    severity: 'warning',
    fixable: 'none',
    since: '${version}',
    summary: 'What must hold.',
    why: 'What happens at run time when it does not hold.',
    messages: {
      wrong: 'What is wrong with the value found. Why it matters. What to do.',
    },
    sources: [],
  },
  *check(input, context) {},
})
`
const test = `import rule from '../../../src/rules/${id}'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [],
  invalid: [],
})
`
for (const [file, _text] of [
  [`src/rules/${id}.ts`, rule],
  [`test/rules/${id}.test.ts`, test],
]) {
  const target = path.join(root, file)
  if (fs.existsSync(target)) {
    console.error(`${file} exists already; nothing was written.`)
    process.exit(2)
  }
}
for (const [file, text] of [
  [`src/rules/${id}.ts`, rule],
  [`test/rules/${id}.test.ts`, test],
]) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  fs.writeFileSync(path.join(root, file), text)
  console.log(`wrote ${file}`)
}
console.log('Next: fill both in, then npm run update.')
