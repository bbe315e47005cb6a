import rule from '../../../src/rules/bentofile/alpine-musl-base'
import { testRule } from '../../support/rule-tester'

const bento = (docker: string, packages = '[numpy, torch==2.2.0]') =>
  `docker:\n  ${docker}\npython:\n  packages: ${packages}\n`

testRule(rule, {
  valid: [
    bento('distro: debian'),
    bento('distro: alpine', '[numpy, onnxruntime]'),
    { name: 'the image counts', text: bento('distro: alpine\n  base_image: python:3.11-slim') },
    { name: 'an index of its own', text: `${bento('distro: alpine')}  index_url: https://pypi.example.com/simple\n` },
  ],
  invalid: [
    {
      text: bento('distro: ⟦alpine⟧ # small'),
      message: 'musl',
      severity: 'error',
      says: ['torch==2.2.0', 'the distro alpine'],
      fixed: bento('distro: debian # small'),
    },
    { name: 'an image', text: bento('base_image: ⟦python:3.11-alpine⟧'), message: 'musl', fixed: null },
    {
      name: 'in a requirements file',
      text: 'docker:\n  distro: ⟦alpine⟧\npython:\n  requirements_txt: ./requirements.txt\n',
      files: { 'requirements.txt': 'numpy\ntorch==2.2.0\n' },
      message: 'musl',
      fixed: 'docker:\n  distro: debian\npython:\n  requirements_txt: ./requirements.txt\n',
    },
  ],
})
