import rule from '../../../src/rules/compose/ulimits-memlock-stack'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const NGC = 'image: nvcr.io/nvidia/pytorch:24.08-py3'
const train = (rest = '', name = 'app') =>
  serviceOf(`${NGC}\ncommand: torchrun --nproc_per_node 8 train.py\n${reserve()}${rest}`, name)

testRule(rule, {
  valid: [
    train('\nulimits: { memlock: -1, stack: 67108864 }'),
    { name: 'some other limit: it was thought of', text: train('\nulimits: { nofile: 65536 }') },
    { name: 'one GPU, a server', text: serviceOf(`${NGC}\ncommand: python serve.py\n${reserve('count: 1')}`) },
    {
      name: 'TensorFlow that serves',
      text: serviceOf(`image: nvcr.io/nvidia/tensorflow:24.05-tf2-py3\ncommand: python serve.py\n${reserve()}`),
    },
    {
      name: 'another image',
      text: train().replace('nvcr.io/nvidia/pytorch:24.08-py3', 'pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime'),
    },
  ],
  invalid: [
    {
      text: train('', '⟦app⟧'),
      message: 'missing',
      severity: 'info',
      says: ['runs nvcr.io/nvidia/pytorch:24.08-py3'],
      fixed: train('\nulimits:\n  memlock: -1\n  stack: 67108864'),
    },
    {
      name: 'TensorFlow',
      text: serviceOf(
        `image: nvcr.io/nvidia/tensorflow:24.05-tf2-py3\ncommand: [python, train.py]\n${reserve()}`,
        '⟦app⟧',
      ),
      message: 'missing',
      fixed: serviceOf(
        `image: nvcr.io/nvidia/tensorflow:24.05-tf2-py3\ncommand: [python, train.py]\n${reserve()}\nulimits:\n  memlock: -1\n  stack: 67108864`,
      ),
    },
    {
      name: 'flow style',
      text: 'services:\n  ⟦t⟧: { image: nvcr.io/nvidia/pytorch:24.08-py3, command: [deepspeed, train.py], gpus: all }\n',
      message: 'missing',
      fixed:
        'services:\n  t: { image: nvcr.io/nvidia/pytorch:24.08-py3, command: [deepspeed, train.py], gpus: all, ulimits: { memlock: -1, stack: 67108864 } }\n',
    },
  ],
})
