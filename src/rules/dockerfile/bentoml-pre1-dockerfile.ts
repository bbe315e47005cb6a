import type { Instruction, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import { defineRule, type RuleFix } from '../../lint/rule'
import { bundlePackages, type Needed, neededBy } from '../support/bento-bundle'
import { CUDA, copyLines } from '../support/copied-cuda'
import { leavesOf } from '../support/stage-leaves'
import { workOf } from '../support/stage-work'

export default defineRule({
  meta: {
    id: 'dockerfile/bentoml-pre1-dockerfile',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['bentoml/model-server'],
    summary: 'A bundle that BentoML before 1.0 packed brings the CUDA libraries that its framework loads.',
    why: 'Its Dockerfile is built on a CPU image: the framework finds no CUDA libraries and serves on the CPU.',
    messages: {
      cpu: '{image} is the CPU image of BentoML before 1.0, and the bundle installs {package}, which loads the CUDA libraries of the system. There are none, so it serves on the CPU. Copy them in from an nvidia/cuda image, or move to BentoML 1.x.',
    },
    sources: ['bentoml/BentoML#886', 'bentoml/BentoML#976', 'aarnphm/distributed-deployment-ml'],
    notes: [
      'The framework is known from the requirements.txt of the bundle or from the Dockerfile. Silent without one that needs the system (torch brings CUDA along), for -gpu tags, and where CUDA is copied or installed already.',
      'The repair copies the toolkit and cuDNN, which lies in another folder, keeps the old LD_LIBRARY_PATH, and links libcusolver only where this TensorFlow asks for another than the image ships.',
    ],
  },
  *check(document, context) {
    for (const stage of leavesOf(document)) {
      const image = parseImage(stage.rootImage ?? '')
      if (image?.fullName !== 'bentoml/model-server' || /-gpu$/.test(image.tag ?? '') || !stage.rootImage) continue
      if (/\/usr\/local\/cuda|nvidia\/cuda|cudnn|cudatoolkit|apt-get install[^\n]*cuda/.test(workOf(stage))) continue
      const needed = neededBy(bundlePackages(stage, document, context), context.facts)
      if (!needed) continue
      const data = { image: stage.rootImage, package: needed.package }
      yield { message: 'cpu', data, at: stage.from.image.span, fixes: copyCuda(stage, needed, document.instructions) }
    }
  },
})

function copyCuda(
  stage: Stage,
  { tag, minor, cusolver }: Needed,
  instructions: readonly Instruction[],
): readonly RuleFix[] {
  const first = instructions.find(({ keyword }) => keyword === 'FROM')
  const { file, span } = stage.from
  if (tag === undefined || !first || stage.parent) return []
  const link = cusolver
    ? [`RUN ln -s ${CUDA}/lib64/libcusolver.so.${cusolver[1]} ${CUDA}/lib64/libcusolver.so.${cusolver[0]}`]
    : []
  const lines = [
    ...copyLines('nvidia-cuda', minor, '/usr/lib/x86_64-linux-gnu/libcudnn*'),
    ...link,
    `ENV PATH=${CUDA}/bin:$PATH`,
    `ENV LD_LIBRARY_PATH=${CUDA}/lib64\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}`,
  ]
  const source = {
    op: 'insert-lines',
    file,
    before: first.span,
    lines: [`FROM nvidia/cuda:${tag} AS nvidia-cuda`],
  } as const
  return [
    {
      title: `Copy the CUDA libraries from nvidia/cuda:${tag}`,
      ops: [source, { op: 'insert-lines', file, after: span, lines }],
    },
  ]
}
