import type { Requirement } from '../../documents/dockerfile/pip-types'
import { majorOf, versionPrefix } from '../../facts'
import { defineRule } from '../../lint/rule'
import { type CudaBase, cudaBase } from '../support/cuda-stage'
import { packagesOf, relatedOf } from '../support/python-packages'
import { isPlaceholder } from '../support/root-image'

export default defineRule({
  meta: {
    id: 'dockerfile/conda-cudatoolkit-vs-base',
    kind: 'dockerfile',
    severity: 'info',
    fixable: 'none',
    since: '0.1.0',
    needs: ['conda', 'mamba'],
    summary: 'A CUDA that conda installs agrees with the one of the base image, or the base has none.',
    why: 'Two CUDA runtimes lie in the image: programs of the system see the base, those of the environment conda, and which one a mixed program finds is chance.',
    messages: {
      differs:
        "conda installs {package}, and {image} has CUDA {cuda}. Two CUDA runtimes lie in the image: what runs in the environment uses conda's, what is installed beside it the other. Take the same version for both, or a base image without CUDA (ubuntu, mambaorg/micromamba).",
    },
    sources: ['microsoft/onnxruntime#9451', 'pytorch/pytorch#104591', 'NVIDIA/nvidia-container-toolkit#224'],
    notes: ['A hint: an environment of conda is complete in itself. Compared are the numbers that both name.'],
  },
  *check(document, context) {
    for (const stage of document.stages) {
      const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, context.facts)
      if (!base || base.parsed.kind === 'base') continue
      const told = new Set<unknown>()
      for (const one of packagesOf(stage, context).installed) {
        const { requirement, install, at } = one
        const own = install.tool === 'conda' && stage.instructions.includes(install.instruction)
        if (!own || told.has(install.command) || !differs(requirement, base)) continue
        told.add(install.command)
        const data = {
          package: requirement.name + requirement.specifier,
          image: stage.rootImage ?? '',
          cuda: base.minor,
        }
        yield { message: 'differs', data, at, ...(one.file && relatedOf(one)) }
      }
    }
  },
})

function differs({ name, specifier }: Requirement, { minor }: CudaBase): boolean {
  const version = /^={1,2}(\d+(?:\.\d+)?)/.exec(specifier)?.[1]
  if (version === undefined || !/^(?:cudatoolkit|cuda-toolkit|pytorch-cuda|cuda-version|cuda)$/.test(name)) return false
  return version.includes('.') ? versionPrefix(version, 2) !== minor : majorOf(version) !== majorOf(minor)
}
