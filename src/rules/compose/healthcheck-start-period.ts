import type { Service } from '../../documents/compose/types'
import { asMap, type Value } from '../../documents/tree'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { literal } from '../support/device-items'
import { secondsOf } from '../support/durations'
import { imageOf } from '../support/gpu-image'
import { ASKS_NO_MODEL, ENOUGH_TO_LOAD, isModelServer, loadsNothing } from '../support/model-servers'

export default defineRule({
  meta: {
    id: 'compose/healthcheck-start-period',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['healthcheck'],
    summary: 'The healthcheck of a model server leaves it time to load the model.',
    why: 'Without a start period the container counts as unhealthy while the model still loads, and whatever waits for it fails.',
    messages: {
      short:
        'The healthcheck of {service} gives {image} {grace} seconds before it counts as unhealthy (start_period {period}). Loading a model takes minutes, so depends_on: service_healthy and "up --wait" fail meanwhile. Set start_period: 300s or more.',
    },
    sources: [
      'Toloka/tolokaforge#659',
      'Toloka/tolokaforge#661 (2026-07)',
      'LearningCircuit/local-deep-research#3885',
      'vllm-project/vllm#40462',
    ],
    notes: [
      'Counted is the start period with all retries (by default three of 30 seconds). Silent from two minutes on, where a value is not known, and for images that are no model servers.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const check = service.node.entry('healthcheck')
      const map = asMap(check?.value)
      if (!check || !map || service.partial || map.get('disable')) continue
      const grace = isServer(service, context) ? graceOf(service) : undefined
      if (!grace || grace.seconds >= ENOUGH_TO_LOAD || saysNothing(service)) continue
      const data = {
        service: service.name,
        image: service.image?.raw ?? 'the server',
        grace: grace.seconds,
        period: grace.period,
      }
      const written = map.entry('start_period')?.value
      const fix: RuleFix = written
        ? { title: 'Write 300s', ops: [{ op: 'set', target: written, value: '300s' }] }
        : { title: 'Add start_period: 300s', ops: [{ op: 'insert', map, key: 'start_period', value: '300s' }] }
      yield { message: 'short', data, at: written ?? check.key, fixes: [fix] }
    }
  },
})

const isServer = (service: Service, context: RuleContext): boolean =>
  isModelServer(imageOf(service, context)?.known?.framework) && !loadsNothing(service.node.source)

/** NONE, or a test that only asks whether the GPU is there. */
function saysNothing(service: Service): boolean {
  const test = service.field('healthcheck', 'test')
  return test === undefined || ASKS_NO_MODEL.test(test.source)
}

/** Seconds until the container counts as unhealthy; undefined where a value is not known. */
function graceOf(service: Service): { readonly seconds: number; readonly period: string } | undefined {
  const value = (key: string) => service.field('healthcheck', key)
  const period = seconds(value('start_period'), 0)
  const interval = seconds(value('interval'), 30)
  const retries = value('retries') === undefined ? 3 : Number(literal(value('retries')))
  if (period === undefined || interval === undefined || !Number.isInteger(retries)) return undefined
  return { seconds: Math.round(period + interval * retries), period: literal(value('start_period')) ?? '0s' }
}

const seconds = (value: Value | undefined, otherwise: number): number | undefined =>
  value === undefined ? otherwise : secondsOf(literal(value))
