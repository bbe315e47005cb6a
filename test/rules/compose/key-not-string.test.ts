import rule from '../../../src/rules/compose/key-not-string'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'services:\n  app:\n    image: a\n    environment:\n      "8080": x\n      yes: y\n',
    { name: 'a version', text: 'services:\n  app:\n    image: a\n    labels: {1.2.3: x}\n' },
  ],
  invalid: [
    {
      text: 'services:\n  app:\n    image: a\n    environment:\n      ⟦8080⟧: x # port\n',
      message: 'key',
      says: ['The key 8080 is a number'],
      fixed: 'services:\n  app:\n    image: a\n    environment:\n      "8080": x # port\n',
    },
    {
      name: 'truth values, null, and below x-',
      text: 'x-a: &a\n  ⟦0x1f⟧: 1\nservices:\n  app:\n    image: a\n    labels:\n      - {⟦true⟧: x}\n      - {⟦~⟧: y}\n    x-b: *a\n',
      message: 'key',
      says: ['true is a truth value', '~ is null'],
      fixed:
        'x-a: &a\n  "0x1f": 1\nservices:\n  app:\n    image: a\n    labels:\n      - {"true": x}\n      - {"~": y}\n    x-b: *a\n',
    },
    {
      name: 'the second document of a file, which Compose merges with the first',
      text: 'services:\n  app:\n    image: a\n---\nservices:\n  app:\n    labels:\n      ⟦8080⟧: x\n',
      message: 'key',
      fixed: 'services:\n  app:\n    image: a\n---\nservices:\n  app:\n    labels:\n      "8080": x\n',
    },
  ],
})
