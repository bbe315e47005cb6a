import { defineRule } from '../../lint/rule'
import { mayInstall, relatedOf } from '../support/python-packages'
import { leavesOf } from '../support/stage-leaves'
import { LOADERS, shownPackage, systemUser, withCudnn } from '../support/system-cuda'

export default defineRule({
  meta: {
    id: 'dockerfile/cudnn-flavour-missing',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['onnxruntime', 'tensorflow', 'ctranslate2', 'faster'],
    summary: 'A package that loads the cuDNN of the system needs an image with cuDNN.',
    why: 'The runtime and devel images of nvidia/cuda hold no cuDNN: the program stops, or quietly runs on the CPU.',
    messages: {
      missing:
        '{package} loads the cuDNN of the system, and {image} has none. It fails with "libcudnn.so: cannot open shared object file", or falls back to the CPU. Take the flavour with cuDNN, or a package that brings cuDNN along.',
    },
    sources: ['microsoft/onnxruntime#11092', 'microsoft/onnxruntime#9451', 'disler/always-on-ai-assistant#3'],
    notes: [
      'Only for packages known to load it (onnxruntime-gpu, tensorflow, ctranslate2, faster-whisper). Silent where cuDNN may come from elsewhere: wheels with CUDA inside (torch, nvidia-cudnn-*), extras such as [and-cuda], packages of the system, conda, copies, or requirements that cannot be read.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, LOADERS)) return
    for (const stage of leavesOf(document)) {
      const user = systemUser(stage, context)
      // The -base flavour lacks more than that: dockerfile/base-flavour-lacks-libs.
      if (!user || !/^(?:runtime|devel)$/.test(user.base.parsed.kind ?? '')) continue
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
