import rule from '../../../src/rules/compose/forward-compat-804'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const target = { driver: '535.183.01', gpus: ['RTX 4090'] }
const app = (lines: string, image = 'nvidia/cuda:12.4.1-runtime-ubuntu22.04') =>
  serviceOf(`image: ${image}\ngpus: all\n${lines}`)
const PATH = app('environment:\n  LD_LIBRARY_PATH: /usr/local/cuda/compat:/usr/local/cuda/lib64')

testRule(rule, {
  valid: [
    PATH,
    { name: 'a data-centre card', text: PATH, target: { ...target, gpus: ['H100'] } },
    { name: 'a newer driver', text: PATH, target: { ...target, driver: '570' } },
    { name: 'an older CUDA', text: app('environment: { LD_LIBRARY_PATH: /usr/local/cuda-11.8/compat }'), target },
    { name: 'an image of unknown CUDA', text: PATH.replace('nvidia/cuda:12.4.1-runtime-ubuntu22.04', 'a'), target },
    { name: 'another directory', text: app('environment: { LD_LIBRARY_PATH: /opt/compat }'), target },
    { name: 'a variable', text: app('environment: { LD_LIBRARY_PATH: "${COMPAT}/compat" }'), target },
  ],
  invalid: [
    {
      text: PATH.replace(
        '/usr/local/cuda/compat:/usr/local/cuda/lib64',
        '⟦/usr/local/cuda/compat:/usr/local/cuda/lib64⟧ # newer CUDA',
      ),
      message: 'path',
      severity: 'error',
      target,
      says: ['/usr/local/cuda/compat on LD_LIBRARY_PATH', 'CUDA 12.4', 'RTX 4090'],
      fixed: PATH.replace('/usr/local/cuda/compat:/usr/local/cuda/lib64', '/usr/local/cuda/lib64 # newer CUDA'),
    },
    {
      name: 'in a list, of a directory that names its CUDA',
      text: app('environment:\n  - A=1\n  - LD_LIBRARY_PATH=⟦/usr/local/cuda-12.8/compat⟧', 'example/app:1'),
      message: 'path',
      target,
      fixed: app('environment:\n  - A=1', 'example/app:1'),
    },
    {
      name: 'the image is built',
      text: serviceOf('build: .\nruntime: nvidia\nenvironment:\n  LD_LIBRARY_PATH: ⟦"/usr/local/cuda/compat"⟧\n  A: 1'),
      files: { Dockerfile: 'FROM nvidia/cuda:12.6.3-base-ubuntu24.04\n' },
      message: 'path',
      target,
      fixed: serviceOf('build: .\nruntime: nvidia\nenvironment:\n  A: 1'),
    },
  ],
})
