import { compareVersions } from '../../facts'
import type { Target } from '../../host/target'
import { defineRule, type RuleFix } from '../../lint/rule'
import { deviceItems, isForNvidia, isReset, spotOf } from '../support/device-items'
import { isPodman } from '../support/engine'

export default defineRule({
  meta: {
    id: 'compose/count-and-ids-missing',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['capabilities'],
    summary: 'For an old Compose a device request says how many GPUs it wants.',
    why: 'Compose before 2.30 sends a request without count and device_ids as one for no GPU at all; later ones fill in all.',
    messages: {
      missing:
        'This request has neither count nor device_ids, and Docker Compose {compose} sends it with a count of 0: {effect}. Later versions of Compose fill in all. Add count: all.',
    },
    sources: [
      'docker/docs#21026',
      'docker/docs#20588',
      'moby/moby#48483',
      'compose-spec/compose-go#689',
      'onyx-dot-app/onyx#1515',
    ],
    notes: [
      'Speaks only where the target names a Compose before 2.30. Compose 2.26.1 is left out: Debian builds it with newer parts, and it fills in all.',
    ],
  },
  *check(document, { target }) {
    const { compose } = target
    if (!compose || !isOld(compose) || isPodman(target)) return
    for (const { node, way } of deviceItems(document)) {
      const entry = node.entry('capabilities')
      if (way !== 'deploy' || !entry || node.has('count') || node.has('device_ids') || isReset(node)) continue
      if (!isForNvidia(node)) continue
      const data = { compose, effect: effectOn(target) }
      const fix: RuleFix = { title: 'Add count: all', ops: [{ op: 'insert', map: node, key: 'count', value: 'all' }] }
      yield { message: 'missing', data, at: spotOf(entry), fixes: [fix] }
    }
  },
})

const isOld = (compose: string): boolean =>
  /^v?\d/.test(compose) && compareVersions(compose, '2.30') < 0 && !/^v?2\.26\.1(?:$|[^\d])/.test(compose)

function effectOn({ engine }: Target): string {
  if (!engine)
    return 'the container gets no GPU, unless the image sets NVIDIA_VISIBLE_DEVICES and the engine is older than 27.3'
  if (compareVersions(engine, '29.2') >= 0) return `Docker Engine ${engine} gives the container no GPU`
  if (compareVersions(engine, '27.3') >= 0)
    return `Docker Engine ${engine} sets NVIDIA_VISIBLE_DEVICES=void, which is no GPU`
  return `Docker Engine ${engine} leaves NVIDIA_VISIBLE_DEVICES to the image, so images that do not set it get no GPU`
}
