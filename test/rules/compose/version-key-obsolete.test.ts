import rule from '../../../src/rules/compose/version-key-obsolete'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'services:\n  app:\n    image: ollama/ollama\n',
    { name: 'a key of a service', text: 'services:\n  app:\n    image: a\n    labels:\n      version: "3"\n' },
    { name: 'Swarm reads it', text: 'version: "3.8"\nservices: {}\n', target: { platform: 'swarm' } },
    { name: 'an old Compose reads it', text: 'version: "2.3"\nservices: {}\n', target: { compose: '1.25.0' } },
    { name: 'a Compose that does not warn', text: 'version: "3"\nservices: {}\n', target: { compose: '2.20.2' } },
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
      name: 'the blank line below goes too where the file would begin with it',
      text: '⟦version⟧: "3.8"\n\n# one service\nservices:\n  app:\n    image: a\n',
      message: 'obsolete',
      fixed: '# one service\nservices:\n  app:\n    image: a\n',
    },
    {
      name: 'a number is refused',
      text: '# my stack\nversion: ⟦3.8⟧ # old\n\nservices:\n  app:\n    image: a\n',
      message: 'number',
      severity: 'error',
      fixed: '# my stack\n\nservices:\n  app:\n    image: a\n',
    },
    {
      name: 'a number where the key is read',
      text: 'version: ⟦3.10⟧ # stack\nservices:\n  app:\n    image: a\n',
      target: { platform: 'swarm' },
      message: 'number',
      severity: 'error',
      says: ['Put it in quotes'],
      fixed: 'version: "3.10" # stack\nservices:\n  app:\n    image: a\n',
    },
  ],
})
