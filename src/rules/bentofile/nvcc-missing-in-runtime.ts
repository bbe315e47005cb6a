import { parseRequirement } from '../../documents/dockerfile/requirement'
import { defineRule, type RuleFix } from '../../lint/rule'
import { lacksNvcc } from '../support/nvcc'
import { namesCudaBuild } from '../support/source-builds'

export default defineRule({
  meta: {
    id: 'bentofile/nvcc-missing-in-runtime',
    kind: 'bentofile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['flash', 'causal', 'mamba', 'git+'],
    summary: 'What compiles CUDA code is packed on an image with nvcc.',
    why: 'The images of BentoML and the base and runtime flavours of nvidia/cuda carry no compiler.',
    messages: {
      build:
        '{package} is compiled with nvcc when it is installed, and {image} has none: bentoml containerize stops with "CUDA_HOME environment variable is not set" or "nvcc was not found". Take a -devel image as base_image, or name a ready-made wheel.',
    },
    sources: ['bentoml/BentoML#4860', 'Dao-AILab/flash-attention#1229'],
    notes: [
      'Silent beside system_packages, setup_script, env, a template of your own and conda, which may bring nvcc.',
    ],
  },
  *check({ root, baseImage, pythonPackages }, { facts }) {
    const docker = ['system_packages', 'setup_script', 'dockerfile_template', 'env'].some((key) =>
      root?.at('docker', key),
    )
    if (docker || root?.has('conda') || root?.has('envs')) return
    if (baseImage && !lacksNvcc(baseImage.value, facts)) return
    const image = baseImage?.raw ?? 'the image that BentoML builds on'
    for (const text of pythonPackages) {
      const requirement = text.value === undefined ? undefined : parseRequirement(text.value)
      if (!requirement || !namesCudaBuild(requirement)) continue
      const devel = baseImage?.value?.replace(/-(?:base|runtime)(?=-|$)/, '-devel')
      const fixes: readonly RuleFix[] =
        baseImage && devel !== undefined && devel !== baseImage.value
          ? [{ title: `Use ${devel}`, ops: [{ op: 'set', target: baseImage.node, value: devel }] }]
          : []
      yield { message: 'build', data: { package: text.raw, image }, at: text.node, fixes }
    }
  },
})
