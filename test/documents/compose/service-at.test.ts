import { expect, test } from 'vitest'
import { readCompose } from '../../../src/documents/compose/read'
import { serviceAt } from '../../../src/documents/compose/service-at'
import { SourceFile } from '../../../src/documents/source'

test('a service is where its lines are, the comment behind its last value included', () => {
  const text = 'services:\n  a:\n    image: x # one\n  # between\n  b:\n    command: |\n      run\n  c: {image: y}\n'
  const document = readCompose(new SourceFile('compose.yaml', text))
  const at = (words: string) => {
    const offset = text.indexOf(words) + 1
    return serviceAt(document, { start: offset, end: offset })?.name
  }
  expect(['services', 'a:', '# one', '# between', 'b:', 'run', 'c:'].map(at)).toEqual([
    undefined,
    'a',
    'a',
    undefined,
    'b',
    'b',
    'c',
  ])
})
