import { aptInstalls } from '../../documents/dockerfile/apt'
import { packageInstalls } from '../../documents/dockerfile/pip'
import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { CopyInstruction, Instruction, RunInstruction, Stage } from '../../documents/dockerfile/types'
import { comesFromPypi } from './package-index'

const PACKAGES = /^(?:cuda(?:-|$)|libcudnn|libnvinfer|libnccl|nvidia-cuda-)/
const WHEELS = /^(?:tensorflow-gpu|onnxruntime-gpu|paddlepaddle-gpu|cupy-cuda\d+x?|mxnet-cu\d+|nvidia-cud\w+-cu\d+)$/

/** True where the stage surely gets CUDA software: packages, GPU wheels, copied CUDA libraries, or NVIDIA's own variables. */
export const installsGpuSoftware = (stage: Stage): boolean => stage.lineage.some(bringsGpu)

function bringsGpu(instruction: Instruction): boolean {
  if ('sources' in instruction) return copiesCuda(instruction)
  if ('commands' in instruction) return instruction.keyword === 'RUN' && runsGpuInstall(instruction)
  if (instruction.keyword !== 'ENV' || !('declarations' in instruction)) return false
  return instruction.declarations.some(({ name }) => /^NVIDIA_(?:VISIBLE_DEVICES|DRIVER_CAPABILITIES)$/.test(name.raw))
}

const copiesCuda = ({ from, sources }: CopyInstruction): boolean =>
  from !== undefined && sources.some(({ value }) => value?.startsWith('/usr/local/cuda'))

const runsGpuInstall = (run: RunInstruction): boolean =>
  aptInstalls(run).some(({ packages }) => packages.some(({ value }) => value !== undefined && PACKAGES.test(value))) ||
  packageInstalls(run).some(isGpuWheel)

const isGpuWheel = (install: PackageInstall): boolean => {
  const urls = [install.indexUrl, ...install.extraIndexUrls, ...install.findLinks].map((url) => url?.value ?? '')
  const pypi = install.tool !== 'conda' && comesFromPypi(install) && !urls.some((url) => /cpu|rocm|xpu/.test(url))
  return (
    urls.some((url) => /\/whl\/cu\d+\/?$/.test(url)) ||
    install.requirements.some(
      ({ name, pinned = '', extras }) =>
        WHEELS.test(name) || /\+cu\d/.test(pinned) || (pypi && !/\+cpu/.test(pinned) && bringsCuda(name, extras)),
    )
  )
}

/** What PyPI has of it for amd64 brings CUDA along. */
const bringsCuda = (name: string, extras: readonly string[]): boolean =>
  name === 'torch' || name === 'vllm' || (name === 'tensorflow' && extras.includes('and-cuda'))
