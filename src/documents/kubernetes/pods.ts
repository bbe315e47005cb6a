import { plainText } from '../plain-text'
import { asMap, asSeq, type Entry, type MapValue, type Value } from '../tree'
import type { Container, PodTemplate } from './types'

/** `nvidia.com/gpu`, `nvidia.com/gpu.shared`, `nvidia.com/mig-1g.5gb`, `amd.com/gpu`, `gpu.intel.com/i915`. */
const GPU_RESOURCE = /gpu|^nvidia\.com\/mig-/i

/** Schemas, not pods: a definition describes what `containers` would be. */
const WITHOUT_PODS = new Set(['CustomResourceDefinition', 'ConfigMap', 'Secret'])

/** Parts of a KServe InferenceService: the part itself is a pod spec, and `model` (or a framework's name) one of its containers. */
const KSERVE_PARTS = ['predictor', 'transformer', 'explainer']

/** The pod specs of a resource, wherever its kind keeps them: a pod spec is a map with a list of containers. */
export function podsOf(resource: MapValue, resourceKind: string): readonly PodTemplate[] {
  if (WITHOUT_PODS.has(resourceKind)) return []
  const found: PodTemplate[] = []
  for (const { key, value } of resource.entries) {
    if (key.value !== 'metadata' && key.value !== 'status') collect(value, found)
  }
  return resourceKind === 'InferenceService' ? [...found, ...modelPods(resource)] : found
}

function collect(value: Value, found: PodTemplate[]): void {
  if (value.kind === 'seq') for (const item of value.items) collect(item, found)
  if (value.kind !== 'map') return
  const containers = ['initContainers', 'containers'].flatMap((key) => containersOf(value, key))
  if (containers.some(({ init }) => !init)) found.push({ node: value, containers })
  for (const entry of value.entries) {
    const name = entry.key.value
    if (name !== 'containers' && name !== 'initContainers') collect(entry.value, found)
  }
}

function containersOf(pod: MapValue, key: string): readonly Container[] {
  const items = asSeq(pod.get(key))?.items ?? []
  return items.flatMap((item) => (item.kind === 'map' ? [readContainer(item, key === 'initContainers')] : []))
}

function modelPods(resource: MapValue): readonly PodTemplate[] {
  return KSERVE_PARTS.flatMap((part) => {
    const node = asMap(resource.at('spec', part))
    const models = node?.entries.flatMap(({ value }) => (isModel(value) ? [readContainer(value, false)] : [])) ?? []
    return node && models.length > 0 ? [{ node, containers: models }] : []
  })
}

const isModel = (value: Value): value is MapValue =>
  value.kind === 'map' && ['storageUri', 'storage', 'modelFormat', 'resources', 'runtime'].some((key) => value.has(key))

function readContainer(node: MapValue, init: boolean): Container {
  return {
    name: plainText(node.get('name'))?.value,
    init,
    node,
    image: plainText(node.get('image')),
    gpuLimits: gpusOf(node, 'limits'),
    gpuRequests: gpusOf(node, 'requests'),
  }
}

const gpusOf = (node: MapValue, key: string): readonly Entry[] =>
  asMap(node.at('resources', key))?.entries.filter((entry) => GPU_RESOURCE.test(String(entry.key.value))) ?? []
