type Labels = { readonly 'app.kubernetes.io/name': string }
type Metadata = { readonly name: string; readonly labels: Labels }

/** The part of the Kubernetes API that is written here (v1, apps/v1, batch/v1): a printer cannot invent a key. */
export type Manifest = Deployment | Job | Service | Claim

export type Deployment = {
  readonly apiVersion: 'apps/v1'
  readonly kind: 'Deployment'
  readonly metadata: Metadata
  readonly spec: {
    readonly replicas: number
    readonly strategy: { readonly type: 'Recreate' }
    readonly selector: { readonly matchLabels: Labels }
    readonly template: PodTemplate
  }
}

export type Job = {
  readonly apiVersion: 'batch/v1'
  readonly kind: 'Job'
  readonly metadata: Metadata
  readonly spec: { readonly backoffLimit: number; readonly template: PodTemplate }
}

export type Service = {
  readonly apiVersion: 'v1'
  readonly kind: 'Service'
  readonly metadata: Metadata
  readonly spec: {
    readonly selector: Labels
    readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: number }[]
  }
}

export type Claim = {
  readonly apiVersion: 'v1'
  readonly kind: 'PersistentVolumeClaim'
  readonly metadata: Metadata
  readonly spec: {
    readonly accessModes: readonly ['ReadWriteOnce']
    readonly resources: { readonly requests: { readonly storage: string } }
  }
}

export type PodTemplate = { readonly metadata: { readonly labels: Labels }; readonly spec: Pod }

export type Pod = {
  readonly enableServiceLinks: false
  readonly restartPolicy?: 'Never'
  readonly securityContext?: PodSecurity
  readonly containers: readonly [Container]
  readonly volumes?: readonly Volume[]
}

/** Numbers: the kubelet cannot tell of a name that it is not root. */
export type PodSecurity = {
  readonly runAsNonRoot?: true
  readonly runAsUser: number
  readonly runAsGroup: number
  readonly fsGroup: number
}

export type Container = {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly env?: readonly { readonly name: string; readonly value: string }[]
  readonly ports?: readonly { readonly containerPort: number }[]
  readonly resources?: { readonly limits: { readonly [resource: string]: number } }
  readonly startupProbe?: ExecProbe
  readonly readinessProbe?: ExecProbe
  readonly volumeMounts?: readonly VolumeMount[]
}

export type ExecProbe = {
  readonly exec: { readonly command: readonly string[] }
  readonly periodSeconds: number
  readonly timeoutSeconds: number
  readonly failureThreshold: number
}

export type VolumeMount = {
  readonly name: string
  readonly mountPath: string
  readonly subPath?: string
  readonly readOnly?: true
}

export type Volume = { readonly name: string } & (
  | { readonly persistentVolumeClaim: { readonly claimName: string } }
  | { readonly configMap: { readonly name: string } }
  | { readonly emptyDir: { readonly medium: 'Memory'; readonly sizeLimit?: string } }
)
