import { facts } from '../../../src/facts'
import { yaml } from '../../../src/generate/print/yaml'
import { bodyOf, type Snippets } from './body'

const { resources, taint } = facts.kubernetesGpu()
const resource = resources.find(({ vendor }) => vendor === 'nvidia')?.name ?? ''
const limits = { resources: { limits: { [resource]: 1 } } }
const COUNT = { at: /: (1)$/m }

/** Its CUDA starts with driver branches 535 and 550 too; our own check tells when the tag is withdrawn. */
const IMAGE = 'nvidia/cuda:12.6.3-base-ubuntu24.04'

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'gpu-check' },
  spec: {
    restartPolicy: 'Never',
    containers: [{ name: 'gpu-check', image: IMAGE, command: ['nvidia-smi'], ...limits }],
  },
}

export const kubernetes: Snippets = {
  'GPU: limit of a container': {
    prefix: 'gpu-k8s-limits',
    body: bodyOf(yaml(limits).join('\n'), [COUNT]),
    description: 'Keys of a container. A limit is the request too; the device plugin of NVIDIA serves it.',
  },
  'GPU: toleration': {
    prefix: 'gpu-k8s-toleration',
    body: bodyOf(yaml({ tolerations: [{ key: taint, operator: 'Exists', effect: 'NoSchedule' }] }).join('\n')),
    description: 'A key of a pod: lets it onto nodes with the taint of NVIDIA GPUs.',
  },
  'GPU: pod that shows its GPUs': {
    prefix: 'gpu-k8s-pod',
    body: bodyOf(yaml(pod).join('\n'), [{ at: /(?<=name: )gpu-check/ }, { at: /(?<=image: ).+/ }, COUNT]),
    description: 'A manifest: a pod that prints nvidia-smi and ends.',
    isFileTemplate: true,
  },
}
