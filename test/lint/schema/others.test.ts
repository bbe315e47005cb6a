import { describe, expect, test } from 'vitest'
import { readBentofile } from '../../../src/documents/bentofile/read'
import { readDevcontainer } from '../../../src/documents/devcontainer/read'
import { readKubernetes } from '../../../src/documents/kubernetes/read'
import { SourceFile } from '../../../src/documents/source'
import { schemaReports } from '../../../src/lint/schema'

const places = (reports: ReturnType<typeof schemaReports>): string[] =>
  reports.map(({ rule, at, message }) => `${rule} ${at.source}: ${message}`)

describe('kubernetes', () => {
  const pod = (container: string, spec = ''): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - name: a\n      image: nvidia/cuda:12.4.1-base-ubuntu22.04\n      ${container}\n${spec}`
  const told = (text: string): string[] => places(schemaReports(readKubernetes(new SourceFile('pod.yaml', text))))

  test.each([
    'resources: {limits: {nvidia.com/gpu: 1, memory: 4Gi, cpu: 0.5}}',
    'resources: {limits: {nvidia.com/gpu: "1"}}',
    'resources:',
    'env: [{name: A, value: "1"}, {name: B, valueFrom: {}}]',
  ])('is silent on %s', (line) => expect(told(pod(line))).toEqual([]))
  test('is silent on kinds it does not know', () => {
    expect(
      told(pod('resources: []').replace('kind: Pod', 'kind: Workflow').replace('v1', 'argoproj.io/v1alpha1')),
    ).toEqual([])
  })
  test('tells wrong types', () => {
    expect(
      told(
        pod('resources: {limits: [nvidia.com/gpu]}\n      env: [{name: A, value: 1}]', '  nodeSelector: {gpu: true}\n'),
      ),
    ).toEqual([
      expect.stringContaining(
        'kubernetes/schema limits: spec.containers.0.resources.limits is a list. Kubernetes refuses the object',
      ),
      expect.stringContaining('kubernetes/schema 1: spec.containers.0.env.0.value is 1.'),
      expect.stringContaining('kubernetes/schema true: spec.nodeSelector.gpu is true.'),
    ])
  })
  test('looks into templates of every document', () => {
    const job =
      'apiVersion: batch/v1\nkind: CronJob\nspec: {jobTemplate: {spec: {template: {spec: {containers: [{image: nvidia/cuda, resources: {limits: {nvidia.com/gpu: true}}}]}}}}}\n'
    expect(told(`${pod('command: [1]')}---\n${job}`)).toHaveLength(2)
  })
})

describe('devcontainer', () => {
  const told = (text: string): string[] =>
    places(schemaReports(readDevcontainer(new SourceFile('.devcontainer/devcontainer.json', text))))

  test.each(['true', 'false', '"optional"', '{"cores": 1000, "memory": "32gb"}', '"${localEnv:GPU}"'])(
    'accepts gpu: %s',
    (gpu) => {
      expect(told(`{ "runArgs": ["--gpus", "all"], "hostRequirements": { "gpu": ${gpu} } } // c`)).toEqual([])
    },
  )
  test.each([
    [
      '"hostRequirements": { "gpu": "all" }',
      '"all": hostRequirements.gpu is "all". The devcontainer specification does not allow it: it must be true, false or optional.',
    ],
    ['"hostRequirements": { "gpu": 1 }', '1: hostRequirements.gpu is 1.'],
    ['"hostRequirements": { "gpu": { "memory": "32 GB" } }', '"32 GB": hostRequirements.gpu.memory is "32 GB".'],
    ['"hostRequirements": { "gpu": { "count": 1 } }', '"count" is no key that is allowed in hostRequirements.gpu.'],
    [
      '"runArgs": "--gpus all"',
      '"--gpus all": runArgs is "--gpus all". The devcontainer specification does not allow it: it must be a list.',
    ],
  ])('refuses %s', (line, says) => {
    const reports = told(`{ ${line} }`)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toContain(says)
  })
})

describe('bentofile', () => {
  const told = (text: string): string[] => places(schemaReports(readBentofile(new SourceFile('bentofile.yaml', text))))

  test('accepts what BentoML accepts', () => {
    expect(told('docker:\n  cuda_version: "11.6"\n  distro: debian\n  env: [A=1]\n')).toEqual([])
    expect(told('docker: {cuda_version: 11}\n')).toEqual([])
    expect(told('docker:\n')).toEqual([])
  })
  test('refuses wrong types', () => {
    expect(told('docker: {cuda_version: [11]}\n')).toEqual([
      expect.stringContaining('bentofile/schema cuda_version: docker.cuda_version is a list.'),
    ])
    expect(told('docker: [cuda]\n')).toHaveLength(1)
  })
})
