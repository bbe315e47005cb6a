import rule from '../../../src/rules/compose/bind-without-source'
import { testRule } from '../../support/rule-tester'

const service = (mount: string): string => `services:\n  app:\n    image: a\n    volumes:\n      - ${mount}\n`

testRule(rule, {
  valid: [
    service('{type: bind, source: /data, target: /data}'),
    service('{type: volume, target: /data}'),
    service('{type: "${TYPE}", target: /data}'),
    service('/data:/data'),
    { name: 'an empty source is accepted', text: service('{type: bind, source: "", target: /data}') },
    { name: 'a misspelt source is told by the schema', text: service('{type: bind, src: /data, target: /data}') },
  ],
  invalid: [
    {
      text: service('type: ⟦bind⟧\n        target: /data'),
      message: 'missing',
      says: ['The bind mount at /data has no "source"'],
      fixed: null,
    },
    {
      text: service('{type: ⟦bind⟧, bind: {create_host_path: true}}'),
      message: 'missing',
      says: ['The bind mount has'],
      fixed: null,
    },
  ],
})
