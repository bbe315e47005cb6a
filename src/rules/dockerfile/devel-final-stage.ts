import type { Stage } from '../../documents/dockerfile/types'
import { defineRule } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { packagesOf } from '../support/python-packages'
import { isPlaceholder, rebase } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'
import { COMPILES, workOf } from '../support/stage-work'

export default defineRule({
  meta: {
    id: 'dockerfile/devel-final-stage',
    kind: 'dockerfile',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['devel'],
    summary: 'An image that only runs programs is built on the runtime flavour.',
    why: 'The devel flavour holds compilers, headers and static libraries: several gigabytes that every pull and every node carries.',
    messages: {
      devel:
        'The last stage is built on {image}, and nothing in it compiles. The devel flavour adds compilers and headers of several gigabytes. Build on the runtime flavour, or compile in a stage of its own.',
    },
    sources: ['bentoml/BentoML#4860', 'sgl-project/sglang#3952'],
    notes: [
      'Only where every package is known and none compiles, or where the stage takes a program that another stage of the file compiled: silent beside torch and its kind, which may compile kernels at run time, scripts, copied code, and anything that names a compiler.',
    ],
  },
  *check(document, context) {
    for (const stage of leavesOf(document)) {
      const base = stage.final && !isPlaceholder(stage) ? cudaBase(stage.rootImage, context.facts) : undefined
      if (base?.parsed.kind !== 'devel') continue
      const { installed, complete } = packagesOf(stage, context)
      const harmless =
        installed.length > 0
          ? installed.every(({ requirement: { name } }) => RUNS_ONLY.test(name))
          : runsWhatIsBuilt(stage)
      if (!complete || !harmless || COMPILES.test(workOf(stage))) continue
      const tag = base.tag.replace('-devel', '-runtime')
      yield {
        message: 'devel',
        data: { image: stage.rootImage ?? '' },
        at: stage.from.image.span,
        fixes: rebase(stage, context, [tag]),
      }
    }
  },
})

/** True where the stage only takes a program that another stage of the file compiled. */
const runsWhatIsBuilt = (stage: Stage): boolean =>
  !/python|\bpip|\.py\b|\.sh\b|\bbash\b|\bsh\b|\bnpm\b|<</.test(workOf(stage)) &&
  stage.instructions.some((one) => 'sources' in one && one.fromStage && COMPILES.test(workOf(one.fromStage)))

/** Ready-made packages that need no compiler when they run. */
const RUNS_ONLY =
  /^(?:onnxruntime-gpu|tensorflow|tensorflow-gpu|ctranslate2|faster-whisper|numpy|scipy|pandas|pillow|flask|fastapi|uvicorn|gunicorn|requests|httpx|pydantic|tqdm|pyyaml|opencv-python-headless|transformers|tokenizers|huggingface-hub|sentencepiece|protobuf|grpcio|bentoml|tritonclient|setuptools|wheel|pip)$/
