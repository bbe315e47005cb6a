// Written by `npm run update`. A framework is added by its file alone.
import bentoml from './bentoml'
import jax from './jax'
import onnxruntime from './onnxruntime'
import pytorch from './pytorch'
import tensorflow from './tensorflow'
import triton from './triton'
import type { Framework } from './types'

export const frameworks: readonly Framework[] = [bentoml, jax, onnxruntime, pytorch, tensorflow, triton]
