import rule from '../../../src/rules/compose/visible-devices-bad-value'
import { testRule } from '../../support/rule-tester'

const map = (value: string): string =>
  `services:\n  app:\n    image: a\n    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: ${value}\n`
const list = (item: string): string =>
  `services:\n  app:\n    image: a\n    runtime: nvidia\n    environment:\n      - ${item}\n`

testRule(rule, {
  valid: [
    ...[
      'all',
      'none',
      'void',
      '""',
      '0',
      '1',
      '"0,1"',
      '"0, 1"',
      'GPU-3a2b',
      '"0:0"',
      'nvidia.com/gpu=all',
      '${GPUS}',
      '${GPUS:-all}',
      'GPU-<uuid>',
      'YOUR_GPU_ID',
      '/var/run/nvidia-container-devices',
    ].map(map),
    list('NVIDIA_VISIBLE_DEVICES=0'),
    list('"NVIDIA_VISIBLE_DEVICES=0"'),
    list('NVIDIA_VISIBLE_DEVICES'),
    {
      name: 'the Dockerfile takes the argument',
      text: 'services:\n  app:\n    build: { context: ., args: { NVIDIA_VISIBLE_DEVICES: all } }\n',
      files: { Dockerfile: 'FROM a\nARG NVIDIA_VISIBLE_DEVICES\nENV NVIDIA_VISIBLE_DEVICES=$NVIDIA_VISIBLE_DEVICES\n' },
    },
    { name: 'in both places', text: `${map('all')}    labels: { NVIDIA_VISIBLE_DEVICES: all }\n` },
    'services:\n  app:\n    image: a\n    command: echo $$NVIDIA_VISIBLE_DEVICES\n',
    {
      name: 'handed to another container',
      text: 'services:\n  app:\n    image: a\n    command: docker run -e NVIDIA_VISIBLE_DEVICES=0 x\n  other:\n    image: a\n    command: sh -c "docker run -e NVIDIA_VISIBLE_DEVICES=0 x"\n',
    },
    {
      name: 'it stands in another file',
      text: 'services:\n  app:\n    extends: { file: base.yml, service: app }\n',
      files: {
        'base.yml':
          'services:\n  app:\n    image: a\n    gpus: [{ count: 1 }]\n    environment: [NVIDIA_VISIBLE_DEVICES=yes]\n',
      },
    },
  ],
  invalid: [
    {
      text: list('NVIDIA_VISIBLE_DEVICES=⟦"0"⟧ # card'),
      message: 'quotes',
      severity: 'warning',
      fixed: list('NVIDIA_VISIBLE_DEVICES=0 # card'),
    },
    { text: map('⟦"true"⟧'), message: 'word', says: ['"true"'], fixed: map('"all"') },
    { text: map('⟦true⟧'), message: 'word', fixed: map('all') },
    { text: map('⟦GPU0⟧'), message: 'word', fixed: map('0') },
    { text: map('⟦0 1⟧'), message: 'blanks', says: ['Write 0,1'], fixed: map('0,1') },
    { text: map("⟦'ALL'⟧"), message: 'word', fixed: map("'all'") },
    { text: map('⟦mig-c7384736-a75d-5afc⟧'), message: 'word', fixed: map('MIG-c7384736-a75d-5afc') },
    { text: map('⟦VOID⟧'), message: 'word', fixed: map('void') },
    { text: map('⟦0-3⟧'), message: 'word', fixed: map('0,1,2,3') },
    { text: map('⟦compute,utility⟧'), message: 'word', fixed: map('all') },
    { name: 'a default', text: map('⟦${GPUS:-gpu0}⟧'), message: 'word', fixed: null },
    {
      name: 'from an anchor, once',
      text: 'x-env: &env\n  NVIDIA_VISIBLE_DEVICES: ⟦yes⟧\nservices:\n  a: { image: a, environment: *env }\n  b: { image: b, environment: { <<: *env } }\n',
      message: 'word',
      fixed:
        'x-env: &env\n  NVIDIA_VISIBLE_DEVICES: all\nservices:\n  a: { image: a, environment: *env }\n  b: { image: b, environment: { <<: *env } }\n',
    },
    {
      name: 'a build argument',
      text: 'services:\n  app:\n    build:\n      context: .\n      args:\n        A: b\n        ⟦NVIDIA_VISIBLE_DEVICES⟧: all\n    environment:\n      C: d\n',
      files: { Dockerfile: 'FROM a\n' },
      message: 'misplaced',
      severity: 'warning',
      says: ['build.args'],
      fixed:
        'services:\n  app:\n    build:\n      context: .\n      args:\n        A: b\n    environment:\n      C: d\n      NVIDIA_VISIBLE_DEVICES: all\n',
    },
    {
      name: 'a build argument in a list, the Dockerfile not known',
      text: 'services:\n  app:\n    build:\n      context: .\n      args:\n        - A=b\n        - ⟦NVIDIA_VISIBLE_DEVICES=all⟧\n',
      message: 'misplaced',
      severity: 'warning',
      fixed:
        'services:\n  app:\n    build:\n      context: .\n      args:\n        - A=b\n    environment:\n      NVIDIA_VISIBLE_DEVICES: all\n',
    },
    {
      name: 'a label, a list of variables',
      text: 'services:\n  app:\n    image: a\n    environment:\n      - A=b\n    labels:\n      ⟦NVIDIA_VISIBLE_DEVICES⟧: all\n      c: d\n',
      message: 'misplaced',
      fixed:
        'services:\n  app:\n    image: a\n    environment:\n      - A=b\n      - NVIDIA_VISIBLE_DEVICES=all\n    labels:\n      c: d\n',
    },
    {
      name: 'in the command',
      text: 'services:\n  app:\n    image: a\n    command: ["bash", "-c", ⟦"NVIDIA_VISIBLE_DEVICES=1 python train.py"⟧]\n',
      message: 'command',
      fixed: 'services:\n  app:\n    image: a\n    command: ["bash", "-c", "CUDA_VISIBLE_DEVICES=1 python train.py"]\n',
    },
    {
      name: 'quotes around a word',
      text: list(`NVIDIA_VISIBLE_DEVICES=⟦'true'⟧`),
      message: 'word',
      says: ['The value "true" of'],
      fixed: list('NVIDIA_VISIBLE_DEVICES=all'),
    },
    {
      name: 'in a command that no shell reads',
      text: 'services:\n  app:\n    image: a\n    command: ⟦NVIDIA_VISIBLE_DEVICES=0,1 python train.py⟧\n',
      message: 'misplaced',
      says: ['stands under command'],
      fixed:
        'services:\n  app:\n    image: a\n    command: python train.py\n    environment:\n      NVIDIA_VISIBLE_DEVICES: 0,1\n',
    },
    {
      name: 'as a word of such a command',
      text: 'services:\n  app:\n    image: a\n    environment: [A=b]\n    entrypoint: [⟦"NVIDIA_VISIBLE_DEVICES=0"⟧, python]\n',
      message: 'misplaced',
      fixed:
        'services:\n  app:\n    image: a\n    environment: [A=b, NVIDIA_VISIBLE_DEVICES=0]\n    entrypoint: [python]\n',
    },
  ],
})
