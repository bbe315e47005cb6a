import rule from '../../../src/rules/compose/network-mode-with-networks'
import { testRule } from '../../support/rule-tester'

const BASE = 'services:\n  app:\n    image: a\n    networks: [net]\nnetworks:\n  net: {}\n'

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
    {
      name: 'an override that resets the networks',
      path: 'docker-compose.override.yml',
      text: 'services:\n  app:\n    network_mode: host\n    networks: !reset null\n',
      files: { 'docker-compose.yml': BASE },
    },
    {
      name: 'the file below, which is right alone',
      text: BASE,
      files: { 'docker-compose.override.yml': 'services:\n  app:\n    network_mode: host\n' },
    },
    {
      name: 'another service of the override',
      path: 'docker-compose.override.yml',
      text: 'services:\n  other:\n    network_mode: host\n',
      files: { 'docker-compose.yml': BASE },
    },
    {
      name: 'a base that cannot be read',
      text: 'services:\n  app:\n    extends: { file: gone.yml, service: app }\n    network_mode: host\n',
    },
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
    {
      name: 'an override file',
      path: 'docker-compose.override.yml',
      text: 'services:\n  app:\n    ⟦network_mode⟧: host\n',
      files: { 'docker-compose.yml': BASE },
      message: 'merged',
      says: ['has network_mode here and networks from docker-compose.yml', 'networks: !reset null'],
      fixed: 'services:\n  app:\n    networks: !reset null\n    network_mode: host\n',
    },
    {
      name: 'an extended service of the same file',
      text: 'services:\n  base:\n    image: a\n    network_mode: host\n  app:\n    extends: base\n    ⟦networks⟧: [net]\nnetworks:\n  net: {}\n',
      message: 'merged',
      says: ['network_mode from the service base'],
      fixed:
        'services:\n  base:\n    image: a\n    network_mode: host\n  app:\n    extends: base\n    network_mode: !reset null\n    networks: [net]\nnetworks:\n  net: {}\n',
    },
    {
      name: 'an extended service of another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n    ⟦network_mode⟧: host\n',
      files: { 'base.yml': BASE },
      message: 'merged',
      fixed:
        'services:\n  app:\n    extends: { file: base.yml, service: app }\n    networks: !reset null\n    network_mode: host\n',
    },
  ],
})
