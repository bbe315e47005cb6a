import rule from '../../../src/rules/compose/version-key-obsolete'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'services:\n  app:\n    image: ollama/ollama\n',
    { name: 'a key of a service', text: 'services:\n  app:\n    image: a\n    labels:\n      version: "3"\n' },
    'x-common:\n  version: "1"\nservices: {}\n',
  ],
  invalid: [
    {
      text: '⟦version⟧: "3.8"\nservices:\n  app:\n    image: ollama/ollama\n',
      message: 'obsolete',
      severity: 'info',
      fixed: 'services:\n  app:\n    image: ollama/ollama\n',
    },
    {
      name: 'a number is refused',
      text: '# my stack\nversion: ⟦3.8⟧ # old\n\nservices:\n  app:\n    image: a\n',
      message: 'number',
      severity: 'error',
      fixed: '# my stack\n\nservices:\n  app:\n    image: a\n',
    },
  ],
})
