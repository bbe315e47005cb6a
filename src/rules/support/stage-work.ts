import type { Stage } from '../../documents/dockerfile/types'
import { Kept } from '../../text'

const memo = new Kept<Stage, string>()

/** Text of everything that a stage and its parents do. */
export function workOf(stage: Stage): string {
  const work =
    memo.get(stage) ?? stage.lineage.map(({ file, span }) => file.text.slice(span.start, span.end)).join('\n')
  memo.set(stage, work)
  return work
}

/** Compilers, and what calls them while it is installed or at run time. */
export const COMPILES =
  /nvcc|cmake|\bmake\b|\bgcc\b|g\+\+|clang|build-essential|ninja|setup\.py|\bcargo\b|\bgo build|bazel|git\+|git clone|--no-binary|-e \.|pip3? install \.|CUDA_HOME|TORCH_CUDA_ARCH_LIST|ptxas|\btriton\b|flashinfer|flash[-_]attn|deep[-_]?ep|xformers|apex|deepspeed|cupy|numba|jit|inductor|torch\.compile|vllm|sglang|tensorrt|\.cu\b/i
