import { parseImage } from '../../documents/images'
import type { Container } from '../../documents/kubernetes/types'
import { asMap, type MapValue, toPlain } from '../../documents/tree'
import type { Plain } from '../../edits/ops'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { containersOf, hasPatch, quantityOf, titleOf } from '../support/k8s-containers'
import { ASKS_NO_MODEL, ENOUGH_TO_LOAD, isModelServer, loadsNothing } from '../support/model-servers'

export default defineRule({
  meta: {
    id: 'kubernetes/healthcheck-start-period',
    kind: 'kubernetes',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['livenessProbe', 'startupProbe'],
    summary: 'The probes of a model server leave it time to load the model.',
    why: 'The kubelet kills a container whose liveness or startup probe fails: where the model takes longer to load, it is killed again and again.',
    messages: {
      liveness:
        'The livenessProbe of {container} kills {image} after {grace} seconds without an answer, and no startupProbe holds it back. Loading a model takes minutes, so the pod restarts again and again. Add a startupProbe that gives it 300 seconds or more.',
      startup:
        'The startupProbe of {container} kills {image} after {grace} seconds without an answer. Loading a model takes minutes, so the pod restarts again and again. Raise failureThreshold, so that it has 300 seconds or more.',
    },
    sources: [
      'kubernetes-sigs/gateway-api-inference-extension#550',
      'kubernetes-sigs/gateway-api-inference-extension#558',
      'kubernetes.io, Configure Liveness, Readiness and Startup Probes (2026)',
    ],
    notes: [
      'Counted is initialDelaySeconds with failureThreshold (3) times periodSeconds (10). Silent from two minutes on, where a value is not known, for probes that ask for no model, and for images that are no model servers. A readinessProbe kills nothing.',
    ],
  },
  *check(document, context) {
    for (const { container, pod } of containersOf(document))
      if (isServer(container, context) && !container.init && !hasPatch(pod)) yield* ofContainer(container)
  },
})

function* ofContainer(container: Container): Iterable<Report> {
  const entry = container.node.entry('startupProbe') ?? container.node.entry('livenessProbe')
  const probe = asMap(entry?.value)
  const grace = probe && graceOf(probe)
  if (!entry || !probe || grace === undefined || grace >= ENOUGH_TO_LOAD || ASKS_NO_MODEL.test(probe.source)) return
  const data = { container: titleOf(container).replace(/^The/, 'the'), image: container.image?.raw ?? '', grace }
  const isStartup = entry.key.value === 'startupProbe'
  const fixes = isStartup ? raise(probe) : addStartup(container.node, probe)
  yield { message: isStartup ? 'startup' : 'liveness', data, at: entry.key, fixes }
}

function isServer({ image, node }: Container, { facts }: RuleContext): boolean {
  const reference = image?.value === undefined ? undefined : parseImage(image.value)
  return (
    isModelServer(reference && facts.popularImage(reference.fullName, reference.tag)?.framework) &&
    !loadsNothing(node.source)
  )
}

/** Seconds until the container is killed; undefined where a value is not known. */
function graceOf(probe: MapValue): number | undefined {
  const number = (key: string, otherwise: number): number => {
    const value = probe.get(key)
    return value ? (quantityOf(value) ?? Number.NaN) : otherwise
  }
  const grace = number('initialDelaySeconds', 0) + number('periodSeconds', 10) * number('failureThreshold', 3)
  return Number.isFinite(grace) ? grace : undefined
}

/** How the probe asks: the startup probe asks in the same way. */
const HANDLERS = ['httpGet', 'exec', 'tcpSocket', 'grpc']

function addStartup(container: MapValue, probe: MapValue): readonly RuleFix[] {
  const handler = probe.entries.find(({ key }) => HANDLERS.includes(String(key.value)))
  if (!handler || probe.via) return []
  const value = {
    [String(handler.key.value)]: toPlain(handler.value) as Plain,
    periodSeconds: 10,
    failureThreshold: 30,
  }
  const after = container.entry('livenessProbe')
  return [
    {
      title: 'Add a startupProbe of 300 seconds',
      ops: [{ op: 'insert', map: container, key: 'startupProbe', value, ...(after && { after }) }],
    },
  ]
}

function raise(probe: MapValue): readonly RuleFix[] {
  const period = quantityOf(probe.get('periodSeconds')) ?? 10
  const wanted = Math.ceil(300 / Math.max(period, 1))
  const target = probe.get('failureThreshold')
  const title = `Write failureThreshold: ${wanted}`
  if (probe.via || target?.via) return []
  return target
    ? [{ title, ops: [{ op: 'set', target, value: wanted }] }]
    : [{ title, ops: [{ op: 'insert', map: probe, key: 'failureThreshold', value: wanted }] }]
}
