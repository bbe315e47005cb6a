import rule from '../../../src/rules/compose/ulimits-form'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const limits = (lines: string) => serviceOf(`image: a\nulimits:\n  ${lines.replaceAll('\n', '\n  ')}`)

testRule(rule, {
  valid: [
    limits('memlock: -1\nstack: 67108864'),
    limits('memlock: "-1"'),
    limits('memlock:\n  soft: -1\n  hard: -1'),
    limits('memlock: ${LIMIT}'),
    { name: 'a name that is far from any', text: limits('something: 1') },
  ],
  invalid: [
    {
      text: limits('memlock: ⟦unlimited⟧ # all'),
      message: 'word',
      says: ['memlock is unlimited', '-1 for no limit'],
      fixed: limits('memlock: -1 # all'),
    },
    {
      text: limits('memlock:\n  soft: ⟦unlimited⟧\n  hard: -1'),
      message: 'word',
      says: ['memlock.soft is unlimited'],
      fixed: limits('memlock:\n  soft: -1\n  hard: -1'),
    },
    { text: limits('stack: ⟦64mb⟧'), message: 'word', fixed: null },
    { text: limits('⟦memlok⟧: -1'), message: 'name', says: ['RLIMIT_MEMLOK'], fixed: limits('memlock: -1') },
    { name: 'the right one stands beside it', text: limits('memlock: -1\n⟦memlok⟧: -1'), message: 'name', fixed: null },
  ],
})
