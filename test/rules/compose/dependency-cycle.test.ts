import rule from '../../../src/rules/compose/dependency-cycle'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'services:\n  a: {image: x, depends_on: [b, c]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x}\n',
    {
      name: 'a container of the same name',
      text: 'services: {a: {image: x, volumes_from: ["container:a"], network_mode: "container:a"}}\n',
    },
    { name: 'not in this file', text: 'services: {a: {image: x, depends_on: [b]}}\n' },
    {
      name: 'different profiles',
      text: 'services: {a: {image: x, profiles: [p], depends_on: [b]}, b: {image: x, profiles: [q], depends_on: [a]}}\n',
    },
    { name: 'another file', text: 'services: {a: {image: x, extends: {file: other.yml, service: a}}}\n' },
    { name: 'reset', text: 'services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: !reset [a]}}\n' },
  ],
  invalid: [
    {
      text: 'services:\n  a:\n    image: x\n    depends_on:\n      ⟦b⟧: {condition: service_started, required: false}\n  b:\n    image: x\n    depends_on: [a]\n',
      message: 'start',
      says: ['a → b → a'],
      fixed: null,
    },
    {
      name: 'itself',
      text: 'services: {a: {image: x, depends_on: [⟦a⟧]}}\n',
      message: 'start',
      says: ['a → a'],
      fixed: null,
    },
    {
      name: 'every kind of dependency',
      text: 'services: {a: {image: x, links: ["⟦"b:c"⟧"]}}\n'
        .replace('"⟦"b:c"⟧"', '⟦"b:c"⟧')
        .replace(
          '}}\n',
          '}, b: {image: x, volumes_from: ["c:ro"]}, c: {image: x, network_mode: "service:d"}, d: {image: x, ipc: "service:e"}, e: {image: x, pid: "service:a"}}\n',
        ),
      message: 'start',
      says: ['a → b → c → d → e → a'],
      fixed: null,
    },
    {
      name: 'a cycle behind the first service',
      text: 'services: {a: {image: x, depends_on: [b]}, b: {image: x, depends_on: [⟦c⟧]}, c: {image: x, depends_on: [b]}}\n',
      message: 'start',
      fixed: null,
    },
    {
      name: 'extends',
      text: 'services: {a: {image: x, extends: {service: ⟦b⟧}}, b: {image: x, extends: a}}\n',
      message: 'extends',
      says: ['a → b → a'],
      fixed: null,
    },
  ],
})
