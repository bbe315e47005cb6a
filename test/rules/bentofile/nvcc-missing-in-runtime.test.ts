import rule from '../../../src/rules/bentofile/nvcc-missing-in-runtime'
import { testRule } from '../../support/rule-tester'

const bento = (docker: string, packages = '[torch, flash-attn==2.6.3]') =>
  `docker:\n  ${docker}\npython:\n  packages: ${packages}\n`
const image = (flavour: string) => `base_image: nvidia/cuda:12.4.1-cudnn-${flavour}-ubuntu22.04`

testRule(rule, {
  valid: [
    bento(image('devel')),
    bento('cuda_version: "12.1"', '[torch, xformers]'),
    { name: 'an image that is not known', text: bento('base_image: me/cuda:1') },
    { name: 'nvcc may come along', text: bento('cuda_version: "12.1"\n  system_packages: [nvidia-cuda-toolkit]') },
    { name: 'left out', text: bento('cuda_version: "12.1"\n  env: { FLASH_ATTENTION_SKIP_CUDA_BUILD: "TRUE" }') },
    {
      name: 'a wheel',
      text: bento(image('runtime'), '["flash-attn @ https://example.com/flash_attn-2.6.3-py3-none-any.whl"]'),
    },
  ],
  invalid: [
    {
      text: bento(image('runtime'), '[torch, ⟦flash-attn==2.6.3⟧]'),
      message: 'build',
      severity: 'warning',
      says: ['flash-attn==2.6.3', 'nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04 has none'],
      fixed: bento(image('devel')),
    },
    {
      name: 'from a repository',
      text: bento('cuda_version: "12.1"', '[⟦git+https://github.com/rahul-goel/fused-ssim⟧]'),
      message: 'build',
      says: ['the image that BentoML builds on has none'],
      fixed: null,
    },
  ],
})
