import rule from '../../../src/rules/bentofile/torch-cpu-wheel'
import { testRule } from '../../support/rule-tester'

const bento = (python: string, docker = 'cuda_version: "12.1"') => `docker:\n  ${docker}\npython:\n  ${python}\n`
const CPU = 'https://download.pytorch.org/whl/cpu'

testRule(rule, {
  valid: [
    bento('packages: [torch==2.2.0]'),
    { name: 'no CUDA', text: bento('packages: [torch==2.2.0+cpu]', 'distro: debian') },
    { name: 'another image', text: bento('packages: [torch==2.2.0+cpu]', 'base_image: python:3.11-slim') },
    { name: 'no PyTorch', text: bento(`extra_index_url: ${CPU}\n  packages: [onnx]`) },
    {
      name: 'CUDA beside it',
      text: bento(
        `extra_index_url: [${CPU}, https://download.pytorch.org/whl/cu121]\n  packages: [torch==2.2.0+cu121]`,
      ),
    },
    { name: 'arguments for pip', text: bento(`pip_args: -c c.txt\n  extra_index_url: ${CPU}\n  packages: [torch]`) },
  ],
  invalid: [
    {
      text: bento(`extra_index_url:\n    - "⟦${CPU}⟧" # small\n  packages:\n    - torch==2.2.0`)
        .replace('"⟦', '⟦"')
        .replace('⟧"', '"⟧'),
      message: 'cpu',
      severity: 'warning',
      says: [CPU, 'docker.cuda_version is 12.1', 'whl/cu121'],
      fixed: bento(
        'extra_index_url:\n    - "https://download.pytorch.org/whl/cu121" # small\n  packages:\n    - torch==2.2.0',
      ),
    },
    {
      name: 'by the version, with its companion',
      text: bento(
        `find_links: https://download.pytorch.org/whl/torch_stable.html\n  packages: [⟦torch==2.2.0+cpu⟧, torchvision==0.17.0+cpu]`,
        'base_image: nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04',
      ),
      message: 'cpu',
      says: ['base_image is nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04'],
      fixed: bento(
        `find_links: https://download.pytorch.org/whl/torch_stable.html\n  packages: [torch==2.2.0+cu118, torchvision==0.17.0+cu118]`,
        'base_image: nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04',
      ),
    },
  ],
})
