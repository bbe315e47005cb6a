import { defineRule } from '../../lint/rule'
import { type BentoPackage, bentoPackages } from '../support/bento-packages'

export default defineRule({
  meta: {
    id: 'bentofile/ort-cpu-and-gpu-both',
    kind: 'bentofile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['onnxruntime'],
    summary: 'A bento packs onnxruntime-gpu alone, without onnxruntime beside it.',
    why: 'Both are the Python package `onnxruntime`: the one installed last wins, and the CPU build knows no CUDA.',
    messages: {
      both: '{cpu} and {gpu} are packed into one environment. Both write the Python package "onnxruntime", and the one installed last wins: with the CPU build CUDAExecutionProvider is not available and the model runs on the CPU. Remove {cpu}; onnxruntime-gpu runs on the CPU too.',
    },
    sources: ['microsoft/onnxruntime#26996', 'microsoft/onnxruntime#4809'],
    notes: [
      'The packages are those of python.requirements_txt where that is given: BentoML ignores python.packages beside it. Silent where python, or that file, names an index, links or arguments for pip.',
    ],
  },
  *check(document, { project }) {
    const packages = bentoPackages(document, project)
    const named = (wanted: string) => packages.find(({ requirement }) => requirement.name === wanted)
    const [cpu, gpu] = [named('onnxruntime'), named('onnxruntime-gpu')]
    if (!cpu || !gpu) return
    const data = { cpu: cpu.text, gpu: gpu.text }
    yield { message: 'both', data, at: cpu.at, fixes: removal(cpu), ...cpu.listed }
  },
})

function removal({ at, listed }: BentoPackage) {
  const seq = at.parent
  if (listed || seq?.kind !== 'seq') return []
  return [{ title: 'Remove onnxruntime', ops: [{ op: 'remove-item', seq, item: at } as const] }]
}
