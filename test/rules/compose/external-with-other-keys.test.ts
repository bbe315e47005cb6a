import rule from '../../../src/rules/compose/external-with-other-keys'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'services: {}\nvolumes:\n  models:\n    external: true\n    name: models\n    x-note: big\n',
    'services: {}\nvolumes:\n  models:\n    external: false\n    driver: local\n',
    { name: 'networks may', text: 'services: {}\nnetworks:\n  net:\n    external: true\n    driver: bridge\n' },
    { name: 'unknown', text: 'services: {}\nvolumes:\n  models:\n    external: ${EXTERNAL}\n    driver: local\n' },
  ],
  invalid: [
    {
      text: 'services: {}\nvolumes:\n  models:\n    external: true\n    ⟦driver⟧: local\n',
      message: 'other',
      says: ['"models"', '"driver"'],
      fixed: 'services: {}\nvolumes:\n  models:\n    external: true\n',
    },
    {
      name: 'the old form and a text',
      text: 'services: {}\nvolumes:\n  a: {external: {name: x}, ⟦labels⟧: {b: c}}\n  d: {external: "yes", ⟦driver_opts⟧: {}}\n',
      message: 'other',
      fixed: 'services: {}\nvolumes:\n  a: {external: {name: x}}\n  d: {external: "yes"}\n',
    },
  ],
})
