import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { defineRule, type RuleContext } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { gpuBuildersOf } from '../support/gpu-builders'
import { askForName } from '../support/new-name'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { isPlaceholder } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'dockerfile/ort-silent-cpu',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['onnxruntime'],
    summary: 'An image that is there for a GPU installs onnxruntime-gpu.',
    why: 'The package onnxruntime holds the CPU provider only: sessions run, quietly and slowly, on the CPU.',
    messages: {
      cpu: '{package} is the CPU build, and {sign}. Sessions start without an error and run on the CPU: CUDAExecutionProvider is not among the available providers. Install onnxruntime-gpu.',
    },
    sources: [
      'microsoft/onnxruntime#9292',
      'microsoft/onnxruntime#9451',
      'microsoft/onnxruntime#7748',
      'nazdridoy/kokoro-tts#59',
    ],
    notes: [
      'Silent where anything else in the image may use the GPU (torch, tensorflow and their kind), since onnxruntime then may be for the CPU on purpose, and where not every package is known.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /onnxruntime/i)) return
    for (const stage of leavesOf(document)) {
      const sign = signOf(stage, document, context)
      const one = sign === undefined ? undefined : onlyOnnxruntime(stage, context)
      if (!one || sign === undefined) continue
      const { specifier } = one.requirement
      const data = { package: `onnxruntime${specifier}`, sign }
      yield {
        message: 'cpu',
        data,
        at: one.at,
        fixes: askForName(one, 'onnxruntime-gpu'),
        ...(one.file && relatedOf(one)),
      }
    }
  },
})

/** What tells that the image is there for a GPU. */
function signOf(stage: Stage, document: DockerfileDocument, { facts, project }: RuleContext): string | undefined {
  const base = isPlaceholder(stage) ? undefined : cudaBase(stage.rootImage, facts)
  if (base?.parsed.kind === 'runtime' || base?.parsed.cudnn) return `the image is built on ${stage.rootImage}`
  const [service] = gpuBuildersOf(stage, document, project)
  return service && `the service ${service.name} asks for a GPU`
}

/** Packages that may be what the GPU is for. */
const OTHERS =
  /torch|tensorflow|jax|cupy|cuda|vllm|tensorrt|paddle|mxnet|ctranslate2|whisper|nvidia|llama|xformers|transformers|diffusers|ultralytics|rapids|cudf|dali|triton|numba|faiss|xgboost|lightgbm|spacy|opencv|insightface|bitsandbytes|gpu|rapidocr|chromadb|av$|ffmpeg/

function onlyOnnxruntime(stage: Stage, context: RuleContext): Installed | undefined {
  const { installed, complete } = packagesOf(stage, context)
  const sure = complete && !installed.some(({ requirement: { name } }) => OTHERS.test(name))
  if (!sure || /nvcc|cmake|\bgcc\b|\bmake\b|ffmpeg|\.so\b/.test(context.file.text)) return undefined
  return installed.find(
    ({ requirement: { name, extras, url }, applies, install }) =>
      name === 'onnxruntime' && extras.length === 0 && !url && applies === true && install.tool !== 'conda',
  )
}
