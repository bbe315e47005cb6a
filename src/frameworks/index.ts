// Written by `npm run update`. A framework is added by its file alone.
import bentoml from './bentoml'
import comfyui from './comfyui'
import cuda from './cuda'
import jax from './jax'
import jupyter from './jupyter'
import llamaCpp from './llama-cpp'
import ollama from './ollama'
import onnxruntime from './onnxruntime'
import ownImage from './own-image'
import pytorch from './pytorch'
import tensorflow from './tensorflow'
import tgi from './tgi'
import triton from './triton'
import type { Framework } from './types'
import vllm from './vllm'

export const frameworks: readonly Framework[] = [
  bentoml,
  comfyui,
  cuda,
  jax,
  jupyter,
  llamaCpp,
  ollama,
  onnxruntime,
  ownImage,
  pytorch,
  tensorflow,
  tgi,
  triton,
  vllm,
]
