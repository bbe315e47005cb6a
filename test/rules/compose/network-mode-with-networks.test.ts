import rule from '../../../src/rules/compose/network-mode-with-networks'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'services:\n  app:\n    image: a\n    network_mode: host\n',
    'services:\n  app:\n    image: a\n    networks: [net]\nnetworks:\n  net: {}\n',
    { name: 'no network', text: 'services:\n  app:\n    image: a\n    network_mode: host\n    networks: []\n' },
    {
      name: 'a mode that may be empty',
      text: 'services:\n  app:\n    image: a\n    network_mode: "${MODE}"\n    networks: [net]\n',
    },
    { name: 'an empty mode', text: 'services:\n  app:\n    image: a\n    network_mode: ""\n    networks: [net]\n' },
    { name: 'reset', text: 'services:\n  app:\n    image: a\n    network_mode: host\n    networks: !reset [net]\n' },
  ],
  invalid: [
    {
      text: 'services:\n  app:\n    image: a\n    ⟦network_mode⟧: host # GPU box\n    networks:\n      - net\nnetworks:\n  net: {}\n',
      message: 'both',
      says: ['"app"', 'network_mode: host'],
      fixed: 'services:\n  app:\n    image: a\n    networks:\n      - net\nnetworks:\n  net: {}\n',
    },
    {
      name: 'networks as a map',
      text: 'services: {app: {image: a, networks: {net: {}}, ⟦network_mode⟧: "service:b"}, b: {image: b}}\n',
      message: 'both',
      fixed: 'services: {app: {image: a, networks: {net: {}}}, b: {image: b}}\n',
    },
  ],
})
