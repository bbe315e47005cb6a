import type { Facts } from '../../facts'

/** Exactly what people write for it; names of other schedulers (`nvidia.com/gpumem`, `aliyun.com/gpu-mem`) are their own. */
const MEANT: Readonly<Record<string, string>> = {
  'alpha.kubernetes.io/nvidia-gpu': 'nvidia.com/gpu',
  'nvidia.com/gpus': 'nvidia.com/gpu',
  'nvidia/gpu': 'nvidia.com/gpu',
  'nvidia/gpus': 'nvidia.com/gpu',
  'nvidia.com.gpu': 'nvidia.com/gpu',
  'nvidia.gpu.com': 'nvidia.com/gpu',
  'nvidia-gpu': 'nvidia.com/gpu',
  'gpu.nvidia.com': 'nvidia.com/gpu',
  gpu: 'nvidia.com/gpu',
  gpus: 'nvidia.com/gpu',
  'amd.com/gpus': 'amd.com/gpu',
  'amd/gpu': 'amd.com/gpu',
}

/** The resource that a misspelt name means; undefined for a right one, and for one that is not known. */
export function meantResource(name: string, facts: Facts): string | undefined {
  const small = name.toLowerCase()
  if (facts.gpuResource(name)) return undefined
  if (Object.hasOwn(MEANT, small)) return MEANT[small]
  return facts.gpuResource(small) ? small : undefined
}
