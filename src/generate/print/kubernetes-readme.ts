import type { ProjectFile } from '../../frameworks/types'
import type { Cluster } from '../cluster'
import { isMadeHere, type Plan } from '../plan'
import { commandOf } from './command'
import { imageOf, objectName, servicePort, workloadPath } from './kubernetes'
import { isJob } from './manifest-notes'
import { claimName, clusterMounts, filesName } from './pod-volumes'

/** How the manifests get onto a cluster, what a node needs, and what of the wish Kubernetes cannot say. */
export function clusterReadme(plan: Plan): readonly ProjectFile[] {
  const { cluster, framework, mode } = plan
  if (!cluster) return []
  const parts = [
    `# ${framework.title} ${framework.version} (${mode}) on Kubernetes`,
    ...imageParts(plan),
    ...mountParts(plan),
    '## Start it',
    fence(startLines(plan)),
    ...(cluster.gpu ? [...probeParts(plan), ...nodeParts(plan, cluster)] : []),
    ...lossParts(plan),
    `Written by \`${commandOf(plan.workload)}\`; check it with \`gpu-compose check\`.`,
  ]
  return [{ path: 'k8s/README.md', text: `${parts.join('\n\n')}\n` }]
}

const fence = (lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n')

function imageParts(plan: Plan): readonly string[] {
  if (!isMadeHere(plan)) return []
  const image = imageOf(plan)
  const made = plan.madeBy ? [`sh ${plan.madeBy}`, `docker tag ${plan.image} ${image}`] : [`docker build -t ${image} .`]
  return [
    '## The image',
    `A cluster builds nothing. Put your registry in the place of \`registry.example.com\`, here and in \`${workloadPath(plan)}\`; a new build takes a new tag, since nodes keep the image of a tag that they have.`,
    fence([...made, `docker push ${image}`]),
  ]
}

function mountParts(plan: Plan): readonly string[] {
  const mounts = clusterMounts(plan)
  const claims = mounts.filter(({ file }) => !file)
  const files = mounts.flatMap(({ file }) => file ?? [])
  const name = objectName(plan)
  const rows = claims.map((one) => `| \`${one.source}\` | \`${one.mount.mountPath}\` | \`${claimName(name, one)}\` |`)
  return [
    ...(mounts.length > 0 ? ['## Files'] : []),
    ...(claims.length > 0
      ? [
          'A cluster sees no folder of this machine. Each mount of the compose file is a claim in `k8s/volumes.yaml`, empty at first: copy your files into it with a pod that mounts it for writing (`kubectl cp`), or name a claim that has them.',
          ['| in the compose file | in the container | claim |', '|---|---|---|', ...rows].join('\n'),
        ]
      : []),
    ...(files.length > 0
      ? [
          `Files of the project come from a ConfigMap:`,
          fence([
            `kubectl create configmap ${filesName(name)} ${files.map((file) => `--from-file=${file}`).join(' ')}`,
          ]),
        ]
      : []),
  ]
}

const kindOf = (plan: Plan): string => `${isJob(plan) ? 'job' : 'deployment'}/${objectName(plan)}`

function startLines(plan: Plan): readonly string[] {
  const name = objectName(plan)
  if (isJob(plan))
    return [
      'kubectl apply -f k8s',
      `kubectl logs --follow ${kindOf(plan)}`,
      `kubectl delete job ${name}   # before the next run: a Job runs once`,
    ]
  const ports = [...new Set(plan.ports.map(servicePort))].map((port) => `${port}:${port}`)
  return [
    'kubectl apply -f k8s',
    `kubectl logs --follow ${kindOf(plan)}`,
    ...(ports.length > 0 ? [`kubectl port-forward service/${name} ${ports.join(' ')}`] : []),
  ]
}

function probeParts(plan: Plan): readonly string[] {
  if (plan.probe.how === 'run' && plan.stages.length === 0 && !plan.probe.asEntrypoint) return []
  return [
    `Does the GPU work?${isJob(plan) ? ' (while the Job runs)' : ''}`,
    fence([`kubectl exec ${kindOf(plan)} -- ${plan.probe.command.join(' ')}`]),
  ]
}

/** What a node has beside the device plugin; the plugins of AMD and Intel hand the device nodes over. */
const NEEDS: Readonly<Record<Cluster['vendor'], string>> = {
  nvidia: 'the driver, the NVIDIA Container Toolkit as a runtime',
  amd: 'the driver amdgpu',
  intel: 'the driver xe',
}

function nodeParts(plan: Plan, cluster: Cluster): readonly string[] {
  const { gpu, vendor, plugin, minikube, source, retrieved } = cluster
  const resource = gpu?.resource ?? ''
  return [
    '## What the nodes need',
    `A node offers \`${resource}\` once it has ${NEEDS[vendor]}, and the device plugin (here ${plugin.version}). A pod that stays Pending with \`Insufficient ${resource}\` says that no node offers enough of them.`,
    fence([
      ...plugin.commands,
      `kubectl get nodes -o custom-columns='NODE:.metadata.name,GPUS:.status.allocatable.${resource.replaceAll('.', '\\.')}'`,
    ]),
    ...(minikube
      ? [
          `minikube (${minikube.since} and later) brings the plugin along; it needs ${minikube.needs}:`,
          fence([
            minikube.command,
            ...(isMadeHere(plan) ? [`minikube image load ${imageOf(plan)}   # in place of docker push`] : []),
          ]),
        ]
      : []),
    ...(vendor === 'nvidia' ? gkeParts(cluster) : []),
    `Facts: kubernetes-gpu, ${retrieved} (${source}).`,
  ]
}

/** The driver of GKE: cloud.google.com/kubernetes-engine/docs/how-to/gpus. */
function gkeParts({ taint }: Cluster): readonly string[] {
  return [
    `GKE installs its own driver and plugin on a node pool with GPUs, gives its nodes the taint \`${taint}\`, and adds the toleration to pods that ask for one (cloud.google.com/kubernetes-engine/docs/how-to/gpus): the command above is not for it.`,
    fence([
      'gcloud container node-pools create gpu --cluster CLUSTER --accelerator type=TYPE,count=1,gpu-driver-version=default',
    ]),
  ]
}

function lossParts(plan: Plan): readonly string[] {
  const { cluster, request, cpuFallback, gpuEnvironment, ports } = plan
  const local = ports.filter((port) => !isJob(plan) && port.startsWith('127.')).map(servicePort)
  const losses = [
    ...(cluster?.gpu?.loss ? [cluster.gpu.loss] : []),
    ...(request ? [`How the compose file asks for the GPU (${request.wiring}) means nothing here.`] : []),
    ...(local.length > 0
      ? [
          `At which address a port is open: ${local.join(', ')} is open to this machine alone in the compose file, and to every pod of the cluster here.`,
        ]
      : []),
    ...(cpuFallback
      ? [
          `There is no pair here: for a cluster without GPUs delete ${['resources', ...Object.keys(gpuEnvironment)].join(' and ')}.`,
        ]
      : []),
  ]
  return losses.length > 0 ? ['## What Kubernetes cannot say', losses.map((loss) => `- ${loss}`).join('\n')] : []
}
