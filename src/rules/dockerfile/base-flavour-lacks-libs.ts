import type { Stage } from '../../documents/dockerfile/types'
import { defineRule } from '../../lint/rule'
import { mayInstall, relatedOf } from '../support/python-packages'
import { leavesOf } from '../support/stage-leaves'
import {
  cupyOnBase,
  LOADERS,
  type SystemUser,
  shownPackage,
  systemUser,
  withCudnn,
  withRuntime,
} from '../support/system-cuda'

export default defineRule({
  meta: {
    id: 'dockerfile/base-flavour-lacks-libs',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['onnxruntime', 'tensorflow', 'ctranslate2', 'faster', 'cupy'],
    summary: 'A package that loads the CUDA libraries of the system needs the runtime flavour.',
    why: 'The base flavour of nvidia/cuda holds little more than libcudart: libcublas, libcufft, libcurand and cuDNN are missing.',
    messages: {
      missing:
        '{package} loads libcublas and cuDNN of the system, and {image} is the base flavour, which has neither. It fails with "libcublas.so: cannot open shared object file", or falls back to the CPU. Take the runtime flavour with cuDNN.',
      cupy: '{package} loads libnvrtc and libcublas of the system, and {image} is the base flavour, which has neither. It fails with "CuPy failed to load libnvrtc.so: cannot open shared object file". Take the runtime flavour, or install {name}[ctk] (14 or newer), which brings the libraries along.',
    },
    sources: [
      'NVIDIA/nvidia-container-toolkit#254',
      'NVIDIA/nvidia-docker#1679',
      'NVIDIA/cutile-python#57 (2026-01)',
      'cupy/cupy#8317',
    ],
    notes: [
      'Silent where the libraries may come from elsewhere: wheels with CUDA inside (torch), extras such as [and-cuda], packages of the system, conda, copies, or requirements that cannot be read.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, LOADERS)) return
    for (const stage of leavesOf(document)) {
      const user = systemUser(stage, context)
      if (user?.base.parsed.kind === 'base')
        yield { message: 'missing', ...told(stage, user), fixes: withCudnn(stage, user, context) }
      const cupy = user ? undefined : cupyOnBase(stage, context)
      if (cupy) yield { message: 'cupy', ...told(stage, cupy), fixes: withRuntime(stage, cupy, context) }
    }
  },
})

const told = ({ rootImage = '' }: Stage, { package: user }: SystemUser) => ({
  data: { package: shownPackage(user), image: rootImage, name: user.requirement.name },
  at: user.at,
  ...(user.file && relatedOf(user)),
})
