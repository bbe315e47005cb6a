import rule from '../../../src/rules/bentofile/tensorflow-gpu-removed'
import { testRule } from '../../support/rule-tester'

const bento = (packages: string, more = '') =>
  `service: "service:svc"\npython:\n  packages:\n${packages.replace(/^/gm, '    - ')}\n${more}`

testRule(rule, {
  valid: [
    bento('numpy\ntensorflow==2.15.0'),
    bento('tensorflow-gpu==2.10.1'),
    bento('"tensorflow-gpu<2.12"'),
    { name: 'another index', text: bento('tensorflow-gpu', '  index_url: https://pypi.example.com/simple\n') },
    {
      name: 'python.packages is ignored beside a requirements file',
      text: bento('tensorflow-gpu', '  requirements_txt: ./requirements.txt\n'),
      files: { 'requirements.txt': 'tensorflow-gpu==2.10.1\n' },
    },
    { name: 'under a marker', text: bento(`'tensorflow-gpu; sys_platform == "win32"'`) },
  ],
  invalid: [
    {
      text: bento('numpy\n⟦tensorflow-gpu⟧ # fast'),
      message: 'removed',
      severity: 'error',
      says: ['tensorflow-gpu stops bentoml build'],
      fixed: bento('numpy\ntensorflow[and-cuda] # fast'),
      offers: { 'Install tensorflow, with CUDA and cuDNN from the image': bento('numpy\ntensorflow # fast') },
    },
    {
      text: bento('⟦"tensorflow-gpu==2.13.0"⟧'),
      message: 'never',
      fixed: bento('"tensorflow==2.13.0"'),
    },
    {
      name: 'a list in one line',
      text: 'service: s\npython:\n  packages: [numpy, ⟦"tensorflow-gpu>=2.12"⟧]\n',
      message: 'removed',
      fixed: 'service: s\npython:\n  packages: [numpy, "tensorflow[and-cuda]>=2.12"]\n',
    },
    {
      name: 'in a requirements file of another folder',
      text: 'service: s\npython:\n  requirements_txt: ⟦../requirements.txt⟧\n',
      path: 'bento/bentofile.yaml',
      files: { 'requirements.txt': 'numpy\ntensorflow-gpu>=2.8\n' },
      message: 'removed',
      says: ['tensorflow-gpu>=2.8 stops bentoml build'],
      fixed: null,
    },
  ],
})
