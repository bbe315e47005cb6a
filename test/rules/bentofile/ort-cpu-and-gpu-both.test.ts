import rule from '../../../src/rules/bentofile/ort-cpu-and-gpu-both'
import { testRule } from '../../support/rule-tester'

testRule(rule, {
  valid: [
    'python:\n  packages:\n    - onnxruntime\n',
    'python:\n  packages:\n    - onnxruntime-gpu==1.20.1\n    - onnx\n',
    {
      name: 'an index of its own',
      text: 'python:\n  extra_index_url: https://pypi.example.com/simple\n  packages: [onnxruntime, onnxruntime-gpu]\n',
    },
    {
      name: 'for one platform each',
      text: `python:\n  packages:\n    - 'onnxruntime; sys_platform == "darwin"'\n    - onnxruntime-gpu\n`,
    },
    {
      name: 'python.packages is ignored beside a requirements file',
      text: 'python:\n  requirements_txt: ./requirements.txt\n  packages: [onnxruntime, onnxruntime-gpu]\n',
      files: { 'requirements.txt': 'onnxruntime-gpu\n' },
    },
    {
      name: 'a requirements file with an index of its own',
      text: 'python:\n  requirements_txt: ./requirements.txt\n',
      files: {
        'requirements.txt': '--extra-index-url https://pypi.example.com/simple\nonnxruntime\nonnxruntime-gpu\n',
      },
    },
    {
      name: 'a requirements file that is not there',
      text: 'python:\n  requirements_txt: ./requirements.txt\n  packages: [onnxruntime, onnxruntime-gpu]\n',
    },
  ],
  invalid: [
    {
      text: 'service: "service:svc"\npython:\n  packages:\n    - onnx\n    - ⟦onnxruntime==1.20.1⟧\n    - onnxruntime-gpu==1.20.1 # fast\n',
      message: 'both',
      severity: 'warning',
      says: ['onnxruntime==1.20.1 and onnxruntime-gpu==1.20.1'],
      fixed: 'service: "service:svc"\npython:\n  packages:\n    - onnx\n    - onnxruntime-gpu==1.20.1 # fast\n',
    },
    {
      name: 'a list in one line',
      text: 'python:\n  packages: [⟦onnxruntime⟧, onnxruntime-gpu]\n',
      message: 'both',
      fixed: 'python:\n  packages: [onnxruntime-gpu]\n',
    },
    {
      name: 'in a requirements file',
      text: 'python:\n  requirements_txt: ⟦"./requirements.txt"⟧\n',
      files: { 'requirements.txt': 'onnxruntime==1.20.1\nonnxruntime-gpu==1.20.1\n' },
      message: 'both',
      says: ['onnxruntime==1.20.1 and onnxruntime-gpu==1.20.1'],
      fixed: null,
    },
  ],
})
