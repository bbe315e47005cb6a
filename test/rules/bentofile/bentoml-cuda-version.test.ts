import rule from '../../../src/rules/bentofile/bentoml-cuda-version'
import { testRule } from '../../support/rule-tester'

const bento = (docker: string, version = '') =>
  `service: "service:svc"\npython:\n  packages:\n    - torch${version && `\n    - bentoml==${version}`}\ndocker:\n  ${docker.replaceAll('\n', '\n  ')}\n`

testRule(rule, {
  valid: [
    bento('cuda_version: "11.6"', '1.0.0'),
    bento('cuda_version: "12.1.1"', '1.3.0'),
    bento('cuda_version: "11.7"', '1.0.15'),
    bento('cuda_version: "12.1"', '1.0.21'),
    bento('cuda_version: "11.8"', '1.0.25'),
    bento('cuda_version: "11.4"', '1.0.6'),
    bento('cuda_version: 11.8'),
    bento('cuda_version: "12"'),
    bento('cuda_version: null'),
    bento('cuda_version: default'),
    bento('distro: debian\ncuda_version: "11.8.0"'),
    { name: 'a template of your own', text: bento('cuda_version: "10.2"\ndockerfile_template: ./Dockerfile.template') },
    { name: 'a release past the table', text: bento('cuda_version: "13.5"', '1.9.0') },
    {
      name: 'a release past the table, in the requirements file: python.packages is ignored beside it',
      text: bento('cuda_version: "13.5"', '1.0.7').replace(
        'python:',
        'python:\n  requirements_txt: ./requirements.txt',
      ),
      files: { 'requirements.txt': 'bentoml==1.9.0\n' },
    },
    {
      name: 'a range with a release that knows it',
      text: bento('cuda_version: "12.6"').replace('- torch', '- "bentoml>=1.4,<1.5"'),
    },
    {
      name: 'a range past the table',
      text: bento('cuda_version: "13.5"').replace('- torch', '- bentoml>=1.5'),
    },
    { name: 'not known', text: bento('cuda_version: ${CUDA}') },
  ],
  invalid: [
    {
      text: bento('distro: debian\ncuda_version: ⟦"11.7"⟧ # fast', '1.0.7'),
      message: 'version',
      severity: 'error',
      says: ['BentoML 1.0.7', 'Unsupported cuda version: "11.7"'],
      fixed: bento('distro: debian\ncuda_version: "11.6.2" # fast', '1.0.7'),
    },
    {
      text: bento('cuda_version: ⟦10.2⟧'),
      message: 'version',
      says: ['not known to any release of BentoML'],
      fixed: bento('cuda_version: "12.8.1"'),
    },
    {
      name: 'a range before the release that knows it',
      text: bento('cuda_version: ⟦"12.6"⟧').replace('- torch', '- "bentoml>=1.4,<1.4.38"'),
      message: 'version',
      says: ['not known to BentoML >=1.4,<1.4.38'],
      fixed: bento('cuda_version: "12.1.1"').replace('- torch', '- "bentoml>=1.4,<1.4.38"'),
    },
    {
      name: 'the release of the requirements file',
      text: 'python:\n  requirements_txt: deploy/requirements.txt\ndocker:\n  cuda_version: ⟦"11.7"⟧\n',
      files: { 'deploy/requirements.txt': '# pinned\nbentoml[io]==1.0.7\n' },
      message: 'version',
      says: ['BentoML 1.0.7'],
      fixed: 'python:\n  requirements_txt: deploy/requirements.txt\ndocker:\n  cuda_version: "11.6.2"\n',
    },
    { text: bento('distro: ⟦alpine⟧\ncuda_version: "11.8"'), message: 'distro', fixed: null },
    {
      text: bento('base_image: nvidia/cuda:12.4.1-runtime-ubuntu22.04\n⟦cuda_version⟧: "11.8"'),
      message: 'ignored',
      severity: 'warning',
      fixed: bento('base_image: nvidia/cuda:12.4.1-runtime-ubuntu22.04'),
    },
  ],
})
