import bentoml from './tables/bentoml.json'
import composeGpu from './tables/compose-gpu.json'
import cudaImages from './tables/cuda-images.json'
import cudaReleases from './tables/cuda-releases.json'
import frameworkImages from './tables/framework-images.json'
import frameworks from './tables/frameworks.json'
import gpus from './tables/gpus.json'
import jax from './tables/jax.json'
import kubernetesGpu from './tables/kubernetes-gpu.json'
import librarySonames from './tables/library-sonames.json'
import onnxruntime from './tables/onnxruntime.json'
import osEol from './tables/os-eol.json'
import packages from './tables/packages.json'
import popularImages from './tables/popular-images.json'
import pytorch from './tables/pytorch.json'
import tensorflow from './tables/tensorflow.json'
import triton from './tables/triton.json'
import vllm from './tables/vllm.json'

const tables = {
  'cuda-images': cudaImages,
  'cuda-releases': cudaReleases,
  'library-sonames': librarySonames,
  tensorflow,
  pytorch,
  onnxruntime,
  triton,
  bentoml,
  jax,
  vllm,
  'popular-images': popularImages,
  gpus,
  'compose-gpu': composeGpu,
  'kubernetes-gpu': kubernetesGpu,
  'os-eol': osEol,
  packages,
  frameworks,
  'framework-images': frameworkImages,
} as const

export type TableName = keyof typeof tables

export interface Freshness {
  readonly table: TableName
  /** The day its sources were read. */
  readonly retrieved: string
  readonly source: string
}

/** Where a table is from and how old it is: for pages and hovers. */
export function freshness(table: TableName): Freshness {
  const { retrieved, source } = tables[table]
  return { table, retrieved, source: typeof source === 'string' ? source : Object.values(source).join('; ') }
}

export const tableNames = Object.keys(tables) as readonly TableName[]
