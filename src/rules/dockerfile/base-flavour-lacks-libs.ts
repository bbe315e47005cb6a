import { defineRule } from '../../lint/rule'
import { mayInstall, relatedOf } from '../support/python-packages'
import { leavesOf } from '../support/stage-leaves'
import { LOADERS, shownPackage, systemUser, withCudnn } from '../support/system-cuda'

export default defineRule({
  meta: {
    id: 'dockerfile/base-flavour-lacks-libs',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['onnxruntime', 'tensorflow', 'ctranslate2', 'faster'],
    summary: 'A package that loads the CUDA libraries of the system needs the runtime flavour.',
    why: 'The base flavour of nvidia/cuda holds little more than libcudart: libcublas, libcufft, libcurand and cuDNN are missing.',
    messages: {
      missing:
        '{package} loads libcublas and cuDNN of the system, and {image} is the base flavour, which has neither. It fails with "libcublas.so: cannot open shared object file", or falls back to the CPU. Take the runtime flavour with cuDNN.',
    },
    sources: ['NVIDIA/nvidia-container-toolkit#254', 'NVIDIA/nvidia-docker#1679'],
    notes: [
      'Silent where the libraries may come from elsewhere: wheels with CUDA inside (torch, cupy), extras such as [and-cuda], packages of the system, conda, copies, or requirements that cannot be read.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, LOADERS)) return
    for (const stage of leavesOf(document)) {
      const user = systemUser(stage, context)
      if (user?.base.parsed.kind !== 'base') continue
      const data = { package: shownPackage(user.package), image: stage.rootImage ?? '' }
      yield {
        message: 'missing',
        data,
        at: user.package.at,
        fixes: withCudnn(stage, user, context),
        ...(user.package.file && relatedOf(user.package)),
      }
    }
  },
})
