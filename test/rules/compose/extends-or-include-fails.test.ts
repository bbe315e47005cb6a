import rule from '../../../src/rules/compose/extends-or-include-fails'
import { testRule } from '../../support/rule-tester'

const child = (file: string, service: string, more = ''): string =>
  `services:\n  app:\n    extends:\n      file: ${file}\n      service: ${service}\n${more}`
const base = (more = ''): string => `services:\n  app:\n    image: a\n${more}`
const BROKEN = base('    gpus: 1\n')

testRule(rule, {
  valid: [
    { name: 'a file that is right', text: child('base.yml', 'app'), files: { 'base.yml': base() } },
    { name: 'a file that is not there', text: child('base.yml', 'app') },
    { name: 'a file above the workspace', text: child('../base.yml', 'app') },
    { name: 'a name with a variable', text: child('${FILE}', '${SERVICE}'), files: { 'base.yml': BROKEN } },
    {
      name: 'a mistake in a service that is not extended',
      text: child('base.yml', 'app'),
      files: { 'base.yml': base('  other:\n    shm_size: 1g\n    cap_add: SYS_ADMIN\n') },
    },
    {
      name: 'a mistake under a key that the extending service sets itself',
      text: child('base.yml', 'app', '    cap_add: [SYS_ADMIN]\n'),
      files: { 'base.yml': base('    cap_add: SYS_ADMIN\n') },
    },
    { name: 'a service of the same file', text: 'services:\n  app:\n    extends: web\n  web:\n    image: a\n' },
    {
      name: 'a service of a merge key',
      text: child('base.yml', 'app'),
      files: { 'base.yml': 'x-all: &all\n  app:\n    image: a\nservices:\n  <<: *all\n' },
    },
    {
      name: 'a service of the included file',
      text: 'include: [web.yml]\nservices:\n  app:\n    extends: web\n',
      files: { 'web.yml': 'services:\n  web:\n    image: a\n' },
    },
    {
      name: 'an included file that is right',
      text: 'include: [web.yml]\nservices: {}\n',
      files: { 'web.yml': base() },
    },
    { name: 'an address', text: 'include: ["https://example.com/compose.yml"]\nservices: {}\n' },
    { name: 'no longer extended', text: 'services:\n  app:\n    image: a\n    extends: !reset { service: web }\n' },
    {
      name: 'a variable where the schema asks for a number',
      text: child('base.yml', 'app'),
      files: { 'base.yml': base('    mem_swappiness: ${SWAP}\n') },
    },
  ],
  invalid: [
    {
      text: child('⟦base.yml⟧', 'app'),
      files: { 'base.yml': BROKEN },
      message: 'refused',
      severity: 'error',
      says: ['base.yml', 'at line 4', 'gpus'],
      fixed: null,
    },
    {
      name: 'behind another service of that file',
      text: child('⟦sub/base.yml⟧', 'gpu'),
      files: { 'sub/base.yml': 'services:\n  gpu:\n    extends: app\n  app:\n    image: a\n    cap_add: SYS_ADMIN\n' },
      message: 'refused',
      says: ['sub/base.yml', 'at line 6', 'cap_add'],
      fixed: null,
    },
    {
      name: 'YAML that is none',
      text: child('⟦base.yml⟧', 'app'),
      files: { 'base.yml': base('    ports: [\n') },
      message: 'unread',
      fixed: null,
    },
    {
      name: 'a misspelt service of another file',
      text: child('base.yml', '⟦ap⟧'),
      files: { 'base.yml': base() },
      message: 'absent',
      says: ['extends "ap", and base.yml has no service', '(app)'],
      fixed: child('base.yml', 'app'),
    },
    {
      name: 'no such service in the same file',
      text: 'services:\n  app:\n    image: a\n    extends: ⟦base⟧\n  web:\n    image: b\n',
      message: 'absent',
      says: ['(web)'],
      fixed: null,
    },
    {
      name: 'the includes of the extended file do not count',
      text: child('base.yml', '⟦web⟧'),
      files: { 'base.yml': `include: [web.yml]\n${base()}`, 'web.yml': 'services:\n  web:\n    image: a\n' },
      message: 'absent',
      fixed: null,
    },
    {
      name: 'an included file',
      text: 'include:\n  - ⟦web.yml⟧\nservices:\n  app:\n    image: a\n',
      files: { 'web.yml': BROKEN.replace('app', 'web') },
      message: 'refused',
      says: ['web.yml for this file', 'line 4'],
      fixed: null,
    },
    {
      name: 'an included file by its path, whole',
      text: 'include:\n  - path: [./ok.yml, ⟦./web.yml⟧]\nservices: {}\n',
      files: { 'ok.yml': 'services: {}\n', 'web.yml': 'services:\n  web:\n    imagee: a\n' },
      message: 'refused',
      says: ['imagee'],
      fixed: null,
    },
  ],
})
