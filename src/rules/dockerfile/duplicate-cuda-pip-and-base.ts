import type { Stage } from '../../documents/dockerfile/types'
import { defineRule, type RuleContext } from '../../lint/rule'
import { addsCuda } from '../support/cuda-libraries'
import { cudaBase } from '../support/cuda-stage'
import { type Installed, mayInstall, packagesOf } from '../support/python-packages'
import { isPlaceholder, rebase } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'
import { COMPILES, workOf } from '../support/stage-work'

export default defineRule({
  meta: {
    id: 'dockerfile/duplicate-cuda-pip-and-base',
    kind: 'dockerfile',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cudnn'],
    summary: 'Wheels that bring CUDA and cuDNN along need neither in the base image.',
    why: 'torch, vllm and tensorflow[and-cuda] install CUDA and cuDNN as wheels: those of the image are gigabytes for nothing, and on LD_LIBRARY_PATH may be mixed with them.',
    messages: {
      twice:
        '{package} brings CUDA and cuDNN along as wheels, and {image} holds both a second time. That is several gigabytes, and a program may find half of each ("undefined symbol … libcudnn"). The -base flavour is enough, or python:3-slim with a GPU request.',
    },
    sources: ['bentoml/BentoML#4311', 'pytorch/pytorch#104591', 'bentoml/BentoML#5054'],
    notes: [
      'Only for cuDNN images whose packages are all known, with nothing else that uses the libraries of the system and nothing that compiles.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /torch|and-cuda|vllm/i)) return
    for (const stage of leavesOf(document)) {
      const base = stage.final && !isPlaceholder(stage) ? cudaBase(stage.rootImage, context.facts) : undefined
      const one = base?.parsed.cudnn ? carrierIn(stage, base.parsed.kind === 'runtime', context) : undefined
      if (!base || !one) continue
      const { version, os } = base.parsed
      const { name, extras, specifier } = one.requirement
      const extra = extras.length > 0 ? `[${extras}]` : ''
      const data = { package: `${name}${extra}${specifier}`, image: stage.rootImage ?? '' }
      yield { message: 'twice', data, at: one.at, fixes: rebase(stage, context, [`${version}-base-${os}`]) }
    }
  },
})

/** The package that brings CUDA along; undefined where something else may use the libraries of the system. */
function carrierIn(stage: Stage, runtime: boolean, context: RuleContext): Installed | undefined {
  const { installed, complete } = packagesOf(stage, context)
  // vLLM may compile kernels with the nvcc of a devel image; a runtime image has none.
  const isHarmless = ({ requirement: { name } }: Installed) => HARMLESS.test(name) || (runtime && name === 'vllm')
  const work = runtime ? workOf(stage).replaceAll('vllm', '') : workOf(stage)
  if (!complete || !installed.every(isHarmless) || addsCuda(stage) || COMPILES.test(work)) return undefined
  return installed.find(bringsCuda)
}

const bringsCuda = ({ requirement: { name, extras, url, pinned }, applies, install }: Installed): boolean => {
  const plain = applies !== false && !url && install.tool !== 'conda' && !/\+cpu/.test(pinned ?? '')
  const indexes = [install.indexUrl, ...install.extraIndexUrls].map((word) => word?.value ?? word?.raw ?? '')
  return (
    plain &&
    (name === 'torch' || name === 'vllm'
      ? !indexes.some((url_) => /cpu|rocm|xpu/.test(url_))
      : name === 'tensorflow' && extras.includes('and-cuda'))
  )
}

/** Packages that surely do not use the libraries of the system. */
const HARMLESS =
  /^(?:torch|torchvision|torchaudio|tensorflow|keras|numpy|scipy|pandas|pillow|matplotlib|scikit-learn|flask|fastapi|uvicorn|gunicorn|requests|httpx|pydantic|tqdm|pyyaml|transformers|tokenizers|accelerate|datasets|huggingface-hub|safetensors|sentencepiece|diffusers|gradio|einops|protobuf|jupyter|jupyterlab|notebook|lightning|pytorch-lightning|wandb|tensorboard|setuptools|wheel|pip)$/
