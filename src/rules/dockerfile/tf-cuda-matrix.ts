import type { Stage } from '../../documents/dockerfile/types'
import { majorOf, type TensorflowNeeds } from '../../facts'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { addsCuda, mayCarryCuda } from '../support/cuda-libraries'
import { type CudaBase, cudaBase } from '../support/cuda-stage'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { isPlaceholder, rebase } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'
import { tensorflowsOf } from '../support/tensorflow-pin'

export default defineRule({
  meta: {
    id: 'dockerfile/tf-cuda-matrix',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['tensorflow'],
    summary: 'TensorFlow finds the CUDA that it was built for in its base image.',
    why: 'Each release loads the libraries of one CUDA by name; with another it says "Cannot dlopen some GPU libraries" and runs on the CPU.',
    messages: {
      other:
        '{package} was built for CUDA {wanted} and cuDNN {cudnn}, and {image} has CUDA {cuda}. It loads libraries by names that this CUDA does not have ("Cannot dlopen some GPU libraries") and runs on the CPU. Take a base image with CUDA {wanted}, or another TensorFlow.',
    },
    sources: [
      'tensorflow.org, tested build configurations',
      'tensorflow/tensorflow#43236',
      'tensorflow/tensorflow#44777',
      'tensorflow/tensorflow#56959',
      'talmolab/sleap#1644',
    ],
    notes: [
      'From CUDA 11 on every minor of a major has the same names, so only another major is told; before that the very minor. Silent for [and-cuda], for versions that the table does not hold, and where CUDA may come from elsewhere.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /tensorflow/i)) return
    for (const stage of leavesOf(document)) {
      const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, context.facts)
      if (!base || addsCuda(stage)) continue
      const packages = packagesOf(stage, context)
      if (mayCarryCuda(packages)) continue
      for (const one of packages.installed) yield* ofPackage(one, base, stage, context)
    }
  },
})

function* ofPackage(one: Installed, base: CudaBase, stage: Stage, context: RuleContext): Iterable<Report> {
  const { name, specifier, extras } = one.requirement
  const tensorflow = /^tensorflow(?:-gpu)?$/.test(name) && extras.length === 0 && one.applies !== false
  const admitted = tensorflow && one.install.tool !== 'conda' ? tensorflowsOf(one.requirement, context.facts) : []
  const needs = admitted.at(-1)
  if (!needs || admitted.some((one) => fits(one, base))) return
  const data = {
    package: `${name}${specifier}`,
    wanted: needs.cuda,
    cudnn: needs.cudnn,
    cuda: base.minor,
    image: stage.rootImage ?? '',
  }
  yield {
    message: 'other',
    data,
    at: one.at,
    fixes: rebase(stage, context, tagsFor(needs, base)),
    ...(one.file && relatedOf(one)),
  }
}

const fits = ({ cuda, cudaMajor, exactMinor }: TensorflowNeeds, { minor }: CudaBase): boolean =>
  exactMinor ? minor === cuda : majorOf(minor) === cudaMajor

/** Images that hold what TensorFlow was built for, of the same flavour and OS; only those that exist are offered. */
function tagsFor({ cudaMajor, cudnnMajor }: TensorflowNeeds, { parsed }: CudaBase): readonly string[] {
  const kind = parsed.kind === 'devel' ? 'devel' : 'runtime'
  const start = cudaMajor === 11 ? '11.8.0-cudnn8' : cudnnMajor === 8 ? '12.2.2-cudnn8' : '12.6.3-cudnn'
  return cudaMajor >= 11 ? [`${start}-${kind}-${parsed.os}`] : []
}
