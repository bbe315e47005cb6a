import rule from '../../../src/rules/dockerfile/driver-caps-unknown'
import { testRule } from '../../support/rule-tester'

const NAME = 'NVIDIA_DRIVER_CAPABILITIES'
const image = (words: string) => `FROM ubuntu:22.04\nENV ${NAME}=${words}\n`

testRule(rule, {
  valid: [
    image('compute,utility'),
    image('all'),
    image('"compute, utility,video"'),
    image('graphics,display,compat32,ngx'),
    image('gpu,all'),
    { name: 'empty: the default', text: image('') },
    { name: 'through a variable', text: `FROM ubuntu:22.04\nARG CAPS=gpu\nENV ${NAME}=$CAPS\n` },
    { name: 'added to those of the base', text: image('${NVIDIA_DRIVER_CAPABILITIES},graphics') },
    { name: 'a later value', text: `${image('gpu')}ENV ${NAME}=all\n` },
    { name: 'not of the image', text: `FROM ubuntu:22.04\nARG ${NAME}=gpu\nRUN ${NAME}=gpu nvidia-smi || true\n` },
  ],
  invalid: [
    {
      text: image('⟦gpu,compute,utility⟧'),
      message: 'unknown',
      severity: 'warning',
      says: ['names "gpu"'],
      fixed: image('compute,utility'),
    },
    {
      name: 'the old form, in another case',
      text: `FROM ubuntu:22.04\nENV ${NAME} ⟦Compute,Utility⟧\n`,
      message: 'unknown',
      fixed: `FROM ubuntu:22.04\nENV ${NAME} compute,utility\n`,
    },
    {
      name: 'one of several variables, spelt wrong',
      text: `FROM ubuntu:22.04\nENV NVIDIA_VISIBLE_DEVICES=all \\\n    ${NAME}=⟦"compute,utilities"⟧ \\\n    A=1\n`,
      message: 'unknown',
      fixed: `FROM ubuntu:22.04\nENV NVIDIA_VISIBLE_DEVICES=all \\\n    ${NAME}=compute,utility \\\n    A=1\n`,
    },
    { text: image('⟦gpu⟧'), message: 'unknown', fixed: image('compute,utility') },
  ],
})
