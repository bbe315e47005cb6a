import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { frameworks } from '../../src/service/scaffold'
import type { Workload } from '../../src/workload'
import { findings, type Project, project, refusal } from '../frameworks/support/project'

const EXTRAS = { extras: ['kubernetes'] } as const
const cluster = (wish: Workload) => project({ ...wish, ...EXTRAS })

// biome-ignore lint/suspicious/noExplicitAny: the values of a manifest, read from its text
type Read = any

/** The objects of a file, as another reader of YAML sees them. */
const objects = (made: Project, path: string): readonly Read[] =>
  parseAllDocuments(made.text(path)).map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS()
  })

const pod = (made: Project, path = 'k8s/deployment.yaml'): Read => objects(made, path)[0].spec.template.spec
const limits = (made: Project) => pod(made).containers[0].resources?.limits

describe('k8s/', () => {
  it('is written on request alone', () => {
    expect(project({ framework: 'pytorch' }).files.filter(({ path }) => path.startsWith('k8s/'))).toEqual([])
  })

  it('serves by a Deployment and a Service', () => {
    const made = cluster({ framework: 'pytorch', gpus: 2, ports: ['127.0.0.1:9000:8000'] })
    const [deployment] = objects(made, 'k8s/deployment.yaml')
    expect(deployment.spec.strategy).toEqual({ type: 'Recreate' })
    expect(limits(made)).toEqual({ 'nvidia.com/gpu': 2 })
    expect(objects(made, 'k8s/service.yaml')[0].spec).toEqual({
      selector: deployment.spec.template.metadata.labels,
      ports: [{ name: 'port-9000', port: 9000, targetPort: 8000 }],
    })
    expect(pod(made)).toMatchObject({
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
    })
    expect(pod(made).containers[0]).toMatchObject({
      image: 'registry.example.com/pytorch:2.11.0',
      env: [{ name: 'REQUIRE_GPU', value: '1' }],
      ports: [{ containerPort: 8000 }],
    })
  })

  it('gives as much shared memory as the compose file, in memory', () => {
    const { volumes, containers } = pod(cluster({ framework: 'pytorch' }))
    expect(volumes).toContainEqual({ name: 'dshm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } })
    expect(containers[0].volumeMounts).toContainEqual({ name: 'dshm', mountPath: '/dev/shm' })
  })

  it('waits as long as the healthcheck does', () => {
    const [container] = pod(cluster({ framework: 'pytorch' })).containers
    expect(container.startupProbe.failureThreshold * container.startupProbe.periodSeconds).toBe(300)
    expect(container.readinessProbe.exec.command.slice(0, 2)).toEqual(['python', '-c'])
    expect(container.livenessProbe).toBeUndefined()
  })

  it('trains by a Job that runs once', () => {
    const made = cluster({ framework: 'pytorch', mode: 'train' })
    const [job] = objects(made, 'k8s/job.yaml')
    expect(job).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job', spec: { backoffLimit: 0 } })
    expect(pod(made, 'k8s/job.yaml')).toMatchObject({ restartPolicy: 'Never' })
    expect(made.text('k8s/service.yaml')).toBe('')
    expect(made.text('k8s/deployment.yaml')).toBe('')
  })

  it('turns mounts into claims, one for each path', () => {
    const made = cluster({ framework: 'pytorch', mounts: ['./a:/x/y:ro', 'b:/x-y', './other:/models'] })
    const claims = objects(made, 'k8s/volumes.yaml').map(({ metadata }) => metadata.name)
    expect(claims).toEqual(['pytorch-models', 'pytorch-x-y', 'pytorch-x-y-2'])
    const { containers, volumes } = pod(made)
    expect(containers[0].volumeMounts.slice(0, 3)).toEqual([
      { name: 'models', mountPath: '/models' },
      { name: 'x-y', mountPath: '/x/y', readOnly: true },
      { name: 'x-y-2', mountPath: '/x-y' },
    ])
    expect(volumes[2]).toEqual({ name: 'x-y-2', persistentVolumeClaim: { claimName: 'pytorch-x-y-2' } })
  })

  it('carries a mounted file of the project by a ConfigMap', () => {
    const made = cluster({ framework: 'pytorch', mounts: ['./gpu_check.py:/opt/gpu_check.py:ro'] })
    expect(pod(made).volumes).toContainEqual({ name: 'files', configMap: { name: 'pytorch-files' } })
    expect(pod(made).containers[0].volumeMounts).toContainEqual({
      name: 'files',
      mountPath: '/opt/gpu_check.py',
      subPath: 'gpu_check.py',
      readOnly: true,
    })
    expect(made.text('k8s/README.md')).toContain('kubectl create configmap pytorch-files --from-file=gpu_check.py')
  })

  it('says of a port of this machine alone that a Service opens it to the cluster', () => {
    const words = 'open to this machine alone'
    const made = cluster({ framework: 'pytorch', mode: 'notebook' })
    expect(made.text('k8s/README.md')).toContain(`8888 is ${words}`)
    expect(cluster({ framework: 'pytorch' }).text('k8s/README.md')).not.toContain(words)
    // Reasons of the compose file that are not true here stay out of the manifest.
    expect(cluster({ framework: 'triton' }).text('k8s/deployment.yaml')).not.toContain('this machine alone')
  })

  it('names the device plugin of the facts', () => {
    const readme = cluster({ framework: 'pytorch' }).text('k8s/README.md')
    expect(readme).toMatch(/NVIDIA\/k8s-device-plugin\/v0\.\d+\.\d+\/deployments\/static\/nvidia-device-plugin\.yml/)
    expect(readme).toContain('--container-runtime docker --gpus all')
    expect(cluster({ framework: 'pytorch', gpus: 'none' }).text('k8s/README.md')).not.toContain('device-plugin')
  })
})

describe('a GPU wish on Kubernetes', () => {
  const wish = (gpus: Workload['gpus']) => ({ framework: 'pytorch', ...EXTRAS, ...(gpus && { gpus }) })

  it('is a number, and what it cannot say is told', () => {
    const cases: readonly (readonly [Workload['gpus'], number, string])[] = [
      ['all', 1, 'no word for all GPUs'],
      [3, 3, 'As wished'],
      [['1', '3'], 2, 'not which (1, 3)'],
      [['GPU-8f6c2b2e-0000'], 1, 'not which (GPU-8f6c2b2e-0000)'],
      [['nvidia.com/gpu=0', 'nvidia.com/gpu=2'], 2, 'not which'],
      [['nvidia.com/gpu=all'], 1, 'no word for all GPUs'],
    ]
    for (const [gpus, count, words] of cases) {
      const made = project(wish(gpus))
      expect(limits(made)).toEqual({ 'nvidia.com/gpu': count })
      expect(made.text('k8s/deployment.yaml').replace(/\n# {2,}/g, ' ')).toContain(words)
    }
    expect(limits(project(wish('none')))).toBeUndefined()
  })

  it('says what a cluster without GPUs leaves out, by the variables that are there', () => {
    const readme = project({ framework: 'pytorch', cpuFallback: true, ...EXTRAS }).text('k8s/README.md')
    expect(readme).toContain('without GPUs delete resources and REQUIRE_GPU.')
    const ollama = project({ framework: 'ollama', cpuFallback: true, ...EXTRAS }).text('k8s/README.md')
    expect(ollama).toContain('without GPUs delete resources.')
  })

  it('is refused where it has no meaning', () => {
    for (const id of ['MIG-1a2b3c', 'nvidia.com/gpu=0:1', 'nvidia.com/mig=0', 'amd.com/gpu=0']) {
      const { why, nearest } = refusal(wish([id]))
      expect(why).toContain(`Kubernetes does not know the device ${id}`)
      expect(nearest).toEqual(wish(1))
      expect(project(nearest as Workload).files.length).toBeGreaterThan(0)
    }
  })
})

const cases = frameworks.flatMap(({ id, modes, cpu }) => modes.map((mode) => ({ id, mode, cpu })))

describe('every framework', () => {
  it.each(cases)(
    '$id $mode: its manifests check clean, are the same twice, and ask for its GPUs',
    async ({ id, mode, cpu }) => {
      const wishes: readonly Partial<Workload>[] = [
        {},
        { gpus: 4 },
        { gpus: ['1', '3'], nonRoot: false, mounts: ['./more:/more:ro'] },
        { wiring: 'runtime', gpus: 1 },
        ...(cpu ? [{ cpuFallback: true }, { gpus: 'none' as const }] : []),
      ]
      for (const one of wishes) {
        const made = cluster({ framework: id, mode, ...one })
        expect(await findings(made), JSON.stringify(one)).toEqual([])
        expect(cluster({ framework: id, mode, ...one }).files).toEqual(made.files)
        const written = made.files.filter(({ path }) => path.startsWith('k8s/'))
        expect(written.map(({ path }) => path)).toContain('k8s/README.md')
        for (const { path, text } of written) {
          expect(text, path).not.toMatch(/undefined|\[object|NVIDIA_VISIBLE_DEVICES\n +value: (?!void)/)
          if (path.endsWith('.yaml')) objects(made, path)
        }
      }
    },
  )
})
