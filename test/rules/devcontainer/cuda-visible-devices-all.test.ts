import rule from '../../../src/rules/devcontainer/cuda-visible-devices-all'
import { testRule } from '../../support/rule-tester'

const env = (rest: string, key = 'containerEnv') =>
  `{\n  "image": "a",\n  "${key}": {\n    "MODE": "train"${rest}\n  }\n}\n`
const value = (text: string) => `,\n    "CUDA_VISIBLE_DEVICES": ${text}`

testRule(rule, {
  valid: [
    env(value('"0,1"')),
    { name: 'for the CPU on purpose', text: env(value('""')) },
    { name: 'a variable', text: env(value('"${localEnv:GPUS}"')) },
    {
      name: 'the variable of the runtime',
      text: env(',\n    "NVIDIA_VISIBLE_DEVICES": "all" // CUDA_VISIBLE_DEVICES'),
    },
  ],
  invalid: [
    {
      text: env(value('⟦"all"⟧')),
      message: 'word',
      severity: 'error',
      says: ['"all"'],
      fixed: env(''),
    },
    {
      name: 'in remoteEnv, a list parted by blanks',
      text: env(value('⟦"0 1"⟧'), 'remoteEnv'),
      message: 'list',
      severity: 'warning',
      fixed: env('', 'remoteEnv'),
      offers: { 'Write 0,1': env(value('"0,1"'), 'remoteEnv') },
    },
  ],
})
