import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readKubernetes } from '../../../src/documents/kubernetes/read'
import { SourceFile } from '../../../src/documents/source'

const read = (text: string) => readKubernetes(new SourceFile('k.yaml', text))
const SPEC =
  'containers: [{ name: c, image: nvidia/cuda:12.4.1-base-ubuntu22.04, resources: { limits: { nvidia.com/gpu: 1 } } }]'
const template = `{ template: { spec: { ${SPEC} } } }`
const pods = (kind: string, spec: string) =>
  read(`apiVersion: v1\nkind: ${kind}\nmetadata: { name: n }\nspec: ${spec}\n`).resources[0]?.pods

test.each([
  ['Pod', `{ ${SPEC} }`],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'ReplicaSet', 'ReplicationController'].map((k) => [k, template]),
  ['CronJob', `{ jobTemplate: { spec: ${template} } }`],
  ['InferenceService', `{ predictor: { ${SPEC} } }`],
  ['RayCluster', `{ workerGroupSpecs: [${template}] }`],
  ['RayJob', `{ rayClusterSpec: { headGroupSpec: ${template} } }`],
  ['TFJob', `{ tfReplicaSpecs: { Worker: ${template} } }`],
  ['PyTorchJob', `{ pytorchReplicaSpecs: { Master: ${template} } }`],
  ['MPIJob', `{ mpiReplicaSpecs: { Launcher: ${template} } }`],
])('finds the pods of a %s', (kind, spec) => {
  expect(pods(kind as string, spec as string)).toMatchObject([
    {
      containers: [
        { name: 'c', init: false, image: { value: 'nvidia/cuda:12.4.1-base-ubuntu22.04' }, gpuRequests: [] },
      ],
    },
  ])
  expect(pods(kind as string, spec as string)?.[0]?.containers[0]?.gpuLimits[0]?.key.value).toBe('nvidia.com/gpu')
})

test('several documents, a list, and what is no manifest', () => {
  const { resources } = read(
    [
      `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { ${SPEC} }`,
      'just: data',
      '',
      `apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: Pod, metadata: { name: b }, spec: { ${SPEC} } }`,
      'apiVersion: v1\nkind: ConfigMap\ndata: { containers: x }',
    ].join('\n---\n'),
  )
  expect(resources.map(({ name, resourceKind, pods }) => [resourceKind, name, pods.length])).toEqual([
    ['Pod', 'a', 1],
    ['Pod', 'b', 1],
    ['ConfigMap', undefined, 0],
  ])
})

test('init containers, and which resources are GPUs', () => {
  const text = `{ initContainers: [{ name: i }], containers: [{ name: c, image: "x:$(TAG)", resources: {
    limits: { cpu: 1, nvidia.com/mig-1g.5gb: 1, amd.com/gpu: 1, gpu.intel.com/i915: 1, memory: 1Gi, nvidia.com/hostdev: 1 },
    requests: { nvidia.com/gpu.shared: 1 } } }] }`
  const containers = pods('Pod', text)?.[0]?.containers
  expect(containers?.map(({ name, init }) => [name, init])).toEqual([
    ['i', true],
    ['c', false],
  ])
  expect(containers?.[1]?.gpuLimits.map(({ key }) => key.value)).toEqual([
    'nvidia.com/mig-1g.5gb',
    'amd.com/gpu',
    'gpu.intel.com/i915',
  ])
  expect(containers?.[1]?.gpuRequests).toHaveLength(1)
  expect(containers?.[1]?.image?.value).toBeUndefined()
})

test('the model of a KServe InferenceService is a container', () => {
  const spec = '{ predictor: { model: { modelFormat: { name: x }, resources: { limits: { nvidia.com/gpu: 1 } } } } }'
  expect(pods('InferenceService', spec)?.[0]?.containers[0]?.gpuLimits).toHaveLength(1)
})

test('a Helm template is skipped without a word', () => {
  const text = `apiVersion: v1\nkind: Pod\nspec:\n  {{- if .Values.gpu }}\n  containers: [}\n  {{- end }}\n`
  expect(read(text)).toMatchObject({ resources: [], problems: [] })
  expect(read(`# {{ x }}\napiVersion: v1\nkind: Pod\nspec: { ${SPEC} }\n`).resources).toHaveLength(1)
  expect(read(`apiVersion: v1\nkind: Pod\nspec: { ${SPEC} }\nx: "{{ y }}"\n`).resources).toHaveLength(1)
})

test('a manifest cut anywhere is read', () => {
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec: ${template}\n`
  fc.assert(fc.property(fc.nat(text.length), (end) => read(text.slice(0, end)).resources.length <= 1))
})
