import rule from '../../../src/rules/compose/ld-library-path-overwritten'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const CUDA = 'image: nvidia/cuda:12.4.1-runtime-ubuntu22.04'
const app = (value: string, image = CUDA): string => serviceOf(`${image}\nenvironment:\n  LD_LIBRARY_PATH: ${value}`)
const NVIDIA = '/usr/local/nvidia/lib:/usr/local/nvidia/lib64'

testRule(rule, {
  valid: [
    app(`/opt/lib:${NVIDIA}`),
    app('/opt/lib:/usr/local/nvidia/lib64'),
    app('/usr/local/cuda/compat:/opt/lib'),
    app('""'),
    app('"$$LD_LIBRARY_PATH_OLD"', 'image: a'),
    { name: 'what the image sets is not known', text: app('/opt/lib', 'image: registry.example.com/a:1') },
    {
      name: 'the Dockerfile sets its own',
      text: app('/opt/lib', 'build: .'),
      files: { Dockerfile: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\nENV LD_LIBRARY_PATH=/opt/lib\n' },
    },
  ],
  invalid: [
    {
      text: app('⟦/usr/local/cuda/lib64⟧ # runtime'),
      message: 'overwritten',
      severity: 'warning',
      says: ['/usr/local/nvidia/lib64', 'nvidia/cuda:12.4.1-runtime-ubuntu22.04'],
      fixed: app(`/usr/local/cuda/lib64:${NVIDIA} # runtime`),
    },
    {
      text: app('⟦"/opt/lib:$LD_LIBRARY_PATH"⟧'),
      message: 'shell',
      says: ['"/opt/lib:$LD_LIBRARY_PATH"'],
      fixed: app(`"/opt/lib:${NVIDIA}"`),
    },
    {
      name: 'with an empty default, on another image',
      text: serviceOf('image: a\nenvironment:\n  - LD_LIBRARY_PATH=⟦/opt/lib:${LD_LIBRARY_PATH:-}⟧'),
      message: 'shell',
      fixed: null,
    },
    {
      name: 'built on it',
      text: app('⟦/opt/lib⟧', 'build: .'),
      files: { Dockerfile: 'FROM nvidia/cuda:12.4.1-runtime-ubuntu22.04\n' },
      message: 'overwritten',
      fixed: app(`/opt/lib:${NVIDIA}`, 'build: .'),
    },
    {
      name: 'an image of PyTorch',
      text: app('⟦/opt/conda/lib⟧', 'image: pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime'),
      message: 'overwritten',
      fixed: app(`/opt/conda/lib:${NVIDIA}`, 'image: pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime'),
    },
  ],
})
