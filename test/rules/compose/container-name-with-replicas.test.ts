import rule from '../../../src/rules/compose/container-name-with-replicas'
import { testRule } from '../../support/rule-tester'

const service = (lines: string): string => `services:\n  app:\n    image: a\n    ${lines}\n`

testRule(rule, {
  valid: [
    service('container_name: app\n    deploy: {replicas: 1}'),
    service('deploy: {replicas: 2}'),
    service('container_name: app'),
    service('container_name: ${NAME}\n    scale: 2'),
    service('container_name: app\n    scale: ${N}'),
    service('container_name: app\n    deploy: {replicas: 0}'),
    {
      name: 'refused for another reason',
      text: service('container_name: app\n    scale: 1\n    deploy: {replicas: 2}'),
    },
  ],
  invalid: [
    {
      text: service('container_name: ⟦app⟧\n    deploy:\n      replicas: 2'),
      message: 'both',
      says: ['"app" has 2 replicas'],
      fixed: service('deploy:\n      replicas: 2'),
    },
    { text: service('container_name: ⟦"app"⟧\n    scale: "3"'), message: 'both', fixed: service('scale: "3"') },
  ],
})
