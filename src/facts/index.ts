import { cudaListDay, cudaTags } from './cuda-catalogue'
import { cudaImageEnv } from './cuda-env'
import { cudaImage, cudnnNaming } from './cuda-images'
import { nearestCudaImages } from './cuda-nearest'
import { architectures, cudaRelease, minDriver, minorVersionCompat } from './cuda-releases'
import { parseCudaTag } from './cuda-tag'
import { frameworkImage, frameworkImages } from './framework-images'
import { frameworkDefault, frameworkRows, imageTags, pin, pythonImages } from './frameworks'
import { freshness, tableNames } from './freshness'
import { gpu } from './gpus'
import { onnxruntimeGpu, onnxruntimeMinors } from './onnxruntime'
import { osEol } from './os-eol'
import { packageReleases, systemCudnnMajor } from './packages'
import { popularImage } from './popular-images'
import { composeGpu, devicePlugin, gpuResource, kubernetesGpu } from './requests'
import {
  bentoml,
  bentomlImageApi,
  bentomlRunners,
  bentomlVersions,
  jax,
  jaxExtra,
  triton,
  tritonComposed,
  tritonParts,
  tritonReleases,
  vllm,
  vllmMinCapability,
} from './servers'
import { cudnnLibrary, soname } from './sonames'
import { tensorflow, tensorflowNeeds, tensorflowRows } from './tensorflow'
import { torch, torchArchSupport, torchOfCompanion, torchRows } from './torch'

/** Every lookup is pure. What is not known is `undefined`, an empty list or the status `unknown`: never an error, never a finding. */
export const facts = {
  parseCudaTag,
  cudaImage,
  nearestCudaImages,
  cudaTags,
  cudaListDay,
  cudaImageEnv,
  cudnnNaming,
  cudaRelease,
  minDriver,
  minorVersionCompat,
  architectures,
  soname,
  cudnnLibrary,
  gpu,
  tensorflow,
  tensorflowNeeds,
  tensorflowRows,
  torch,
  torchRows,
  torchArchSupport,
  torchOfCompanion,
  onnxruntimeGpu,
  onnxruntimeMinors,
  triton,
  tritonReleases,
  tritonParts,
  tritonComposed,
  bentoml,
  bentomlRunners,
  bentomlVersions,
  bentomlImageApi,
  jax,
  jaxExtra,
  vllm,
  vllmMinCapability,
  systemCudnnMajor,
  packageReleases,
  osEol,
  popularImage,
  frameworkImage,
  frameworkImages,
  frameworkRows,
  frameworkDefault,
  imageTags,
  pythonImages,
  pin,
  composeGpu,
  kubernetesGpu,
  gpuResource,
  devicePlugin,
  freshness,
  tableNames,
} as const

export type Facts = typeof facts

export type { CudaImageEnv } from './cuda-env'
export type { CudaImageEntry } from './cuda-image-index'
export type {
  AbsentReason,
  CudaImage,
  ListedCudaImage,
  NeverCudaImage,
  RemovedCudaImage,
  UnknownCudaImage,
} from './cuda-images'
export type { CudaArchitectures, CudaRelease, MinDriver, MinorVersionCompat } from './cuda-releases'
export type { CudaTag } from './cuda-tag'
export type { FrameworkImage, MissingFrameworkImage, UnknownFrameworkImage } from './framework-images'
export type { FrameworkRow, Pin, PythonImage } from './frameworks'
export type { Freshness, TableName } from './freshness'
export type { Gpu } from './gpus'
export type { OnnxruntimeGpu } from './onnxruntime'
export type { OsEol } from './os-eol'
export type { PopularImage } from './popular-images'
export type { ComposeGpu, DevicePlugin, GpuResource, GpuWay } from './requests'
export type { BentomlEra, JaxExtra, JaxRow, TritonRelease, VllmRow } from './servers'
export type { CudnnLibrary } from './sonames'
export type { TensorflowNeeds, TensorflowRow } from './tensorflow'
export type { TorchArchSupport, TorchRow } from './torch'
export { compareVersions, inRange, isOf, majorOf, versionPrefix } from './versions'
