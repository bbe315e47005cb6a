import type { Health, ProjectFile } from '../../frameworks/types'
import type { Cluster } from '../cluster'
import { isMadeHere, type Plan } from '../plan'
import { header } from './header'
import type { Claim, Container, ExecProbe, Manifest, Pod, PodSecurity, Service } from './manifest'
import { annotated, CLAIM_NOTES, gpuWords, isJob, type Note, notes } from './manifest-notes'
import { claimName, clusterMounts, volumeMounts, volumes } from './pod-volumes'
import { type Yaml, yaml } from './yaml'

/** A Deployment with its Service for what answers, a Job for what works and ends; claims for what is mounted. */
export function manifests(plan: Plan): readonly ProjectFile[] {
  const { cluster } = plan
  if (!cluster) return []
  const claims = claimsOf(plan)
  const service = serviceOf(plan)
  const workload = isJob(plan) ? job(plan, cluster) : deployment(plan, cluster)
  return [
    {
      path: workloadPath(plan),
      text: print([...header(plan, 'kubernetes'), ...gpuWords(cluster)], [workload], notes(plan, cluster)),
    },
    ...(service ? [{ path: 'k8s/service.yaml', text: print(header(plan), [service], []) }] : []),
    ...(claims.length > 0 ? [{ path: 'k8s/volumes.yaml', text: print(header(plan), claims, CLAIM_NOTES) }] : []),
  ]
}

export const workloadPath = (plan: Plan): string => (isJob(plan) ? 'k8s/job.yaml' : 'k8s/deployment.yaml')

/** A DNS label, which the names of objects and containers have to be. */
export const objectName = ({ name }: Plan): string => name.toLowerCase().replace(/[^a-z0-9-]+/g, '-')

/** Nobody can publish under this host: a cluster never pulls a stranger's image by this name. */
const REGISTRY = 'registry.example.com'

export const imageOf = (plan: Plan): string =>
  isMadeHere(plan) ? `${REGISTRY}/${plan.image ?? `${objectName(plan)}:${plan.framework.version}`}` : (plan.image ?? '')

const labels = (plan: Plan) => ({ 'app.kubernetes.io/name': objectName(plan) }) as const
const metadata = (plan: Plan, name = objectName(plan)) => ({ name, labels: labels(plan) })

const deployment = (plan: Plan, cluster: Cluster): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: metadata(plan),
  spec: {
    replicas: 1,
    strategy: { type: 'Recreate' },
    selector: { matchLabels: labels(plan) },
    template: { metadata: { labels: labels(plan) }, spec: pod(plan, cluster) },
  },
})

const job = (plan: Plan, cluster: Cluster): Manifest => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: metadata(plan),
  spec: { backoffLimit: 0, template: { metadata: { labels: labels(plan) }, spec: pod(plan, cluster) } },
})

function pod(plan: Plan, cluster: Cluster): Pod {
  const security = securityOf(plan)
  const mounted = volumes(plan, objectName(plan))
  return {
    enableServiceLinks: false,
    ...(isJob(plan) && { restartPolicy: 'Never' }),
    ...(security && { securityContext: security }),
    containers: [container(plan, cluster)],
    ...(mounted.length > 0 && { volumes: mounted }),
  }
}

function container(plan: Plan, { gpu }: Cluster): Container {
  const { command, environment, gpuEnvironment, health } = plan
  const env = Object.entries({ ...environment, ...(gpu && gpuEnvironment) })
  const ports = [...new Set(plan.ports.map(containerPort))]
  const mounts = volumeMounts(plan)
  return {
    name: objectName(plan),
    image: imageOf(plan),
    // Kubernetes would put a variable in the place of `$(…)`.
    ...(command && { args: command.map((word) => word.replaceAll('$(', '$$$$(')) }),
    ...(env.length > 0 && { env: env.map(([name, value]) => ({ name, value })) }),
    ...(ports.length > 0 && { ports: ports.map((port) => ({ containerPort: port })) }),
    ...(gpu && { resources: { limits: { [gpu.resource]: gpu.count } } }),
    ...(health && !isJob(plan) && probes(health)),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  }
}

const PERIOD = 10

/** As the healthcheck: failures count after the start period. No livenessProbe, which would kill a server that only computes. */
const probes = ({
  test,
  startPeriod,
}: Health): { readonly startupProbe: ExecProbe; readonly readinessProbe: ExecProbe } => {
  const ask = { exec: { command: test }, periodSeconds: PERIOD, timeoutSeconds: 5 }
  return {
    startupProbe: { ...ask, failureThreshold: Math.ceil(startPeriod / PERIOD) },
    readinessProbe: { ...ask, failureThreshold: 3 },
  }
}

/** By number: the user that is named for an image, or the one that the Dockerfile makes. */
function securityOf({ stages, nonRoot, user }: Plan): PodSecurity | undefined {
  if (user !== undefined) {
    const [uid, gid] = user.split(':').map(Number)
    return { ...(uid && { runAsNonRoot: true }), runAsUser: uid ?? 0, runAsGroup: gid ?? 0, fsGroup: gid ?? 0 }
  }
  const steps = stages.at(-1)?.steps ?? []
  const arg = steps.flatMap((step) => (step.do === 'arg' && step.name === 'UID' ? [step.value] : []))[0]
  if (!nonRoot || !arg || !steps.some((step) => step.do === 'user')) return undefined
  const id = Number(arg)
  return { runAsNonRoot: true, runAsUser: id, runAsGroup: id, fsGroup: id }
}

const containerPort = (port: string): number => Number(port.split(':').at(-1))
export const servicePort = (port: string): number => Number(port.split(':').at(-2))

function serviceOf(plan: Plan): Service | undefined {
  if (isJob(plan) || plan.ports.length === 0) return undefined
  const ports = new Map(plan.ports.map((port) => [servicePort(port), containerPort(port)]))
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(plan),
    spec: {
      selector: labels(plan),
      ports: [...ports].map(([port, targetPort]) => ({ name: `port-${port}`, port, targetPort })),
    },
  }
}

const claimsOf = (plan: Plan): readonly Claim[] =>
  clusterMounts(plan)
    .filter(({ file }) => !file)
    .map((mount) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadata(plan, claimName(objectName(plan), mount)),
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
    }))

function print(head: readonly string[], objects: readonly Manifest[], above: readonly Note[]): string {
  const documents = objects.map((object) => annotated(yaml(object as Yaml), above).join('\n'))
  return `${[...head, documents.join('\n---\n')].join('\n')}\n`
}
