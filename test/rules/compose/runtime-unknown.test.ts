import rule from '../../../src/rules/compose/runtime-unknown'
import { testRule } from '../../support/rule-tester'

const app = (runtime: string): string => `services:\n  app:\n    image: a\n    runtime: ${runtime}\n`

testRule(rule, {
  valid: [
    app('nvidia'),
    app('runc'),
    app('${DOCKER_RUNTIME:-nvida}'),
    { name: 'names that an engine may be given', text: app('nvidia2') },
    app('nvidia-cdi'),
    app('habana'),
    app('amd'),
  ],
  invalid: [
    {
      text: app('⟦nvidai⟧ # GPU'),
      message: 'misspelt',
      severity: 'error',
      says: ['unknown or invalid runtime name: nvidai'],
      fixed: app('nvidia # GPU'),
    },
    { name: 'in another case', text: app('⟦NVIDIA⟧'), message: 'misspelt', fixed: app('nvidia') },
    { name: 'a letter too many', text: app('⟦"nividia"⟧'), message: 'misspelt', fixed: app('"nvidia"') },
  ],
})
