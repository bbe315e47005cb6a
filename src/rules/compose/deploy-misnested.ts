import type { Service } from '../../documents/compose/types'
import { asMap, type MapValue } from '../../documents/tree'
import { defineRule, type Report } from '../../lint/rule'
import { misplaced, placeOps, RESERVATION_PLACES, strayKeys } from '../support/deploy-levels'
import { devicesReports } from '../support/deploy-list'
import { ownDeploy, serviceNamedDeploy } from '../support/deploy-outside'
import { strayReport } from '../support/deploy-stray'

const REFUSED = 'Docker Compose refuses the file: additional properties not allowed.'

export default defineRule({
  meta: {
    id: 'compose/deploy-misnested',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    refused: true,
    summary: 'A device reservation is a list item at deploy.resources.reservations.devices.',
    why: 'Compose refuses the whole file for a key at another level, for a misspelt one, and for a request without its dash.',
    messages: {
      level: `"{key}" stands under {place}. ${REFUSED} It belongs to {home}.`,
      name: `"{key}" stands under {place}. ${REFUSED} The key is "{name}".`,
      dash: 'devices is a map, not a list. Docker Compose refuses the file: devices must be a array. Put a dash before the first key.',
      outside: `"{key}" is a key of a device request, but stands under {place} and not in an item of devices. ${REFUSED} Move it into the item.`,
      split:
        "One device request is written over {count} dashes, and each is read as a request of its own. Docker Compose refuses the file: missing property 'capabilities'. Keep the first dash only.",
      list: 'devices is {found}. Docker Compose refuses the file: devices must be a array. Write a list of requests: - capabilities: [gpu].',
      item: '{found} in devices is no device request. Docker Compose refuses the file: must be a mapping. Write a request: capabilities: [gpu].',
      service:
        '"deploy" stands at the level of the services, so it is read as a service named deploy. Docker Compose refuses it, and {service} gets no GPU. Move it into the service.',
      top: '"deploy" stands at the top level of the file. Docker Compose refuses the file: additional properties not allowed. Move it into the service.',
    },
    sources: [
      'blakeblackshear/frigate#3921',
      'docker/compose#9190',
      'SchemaStore/schemastore#3333',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'A repair is offered where the right place is free; where it is taken already, two lists would have to be merged by hand.',
    ],
  },
  *check({ root, services }) {
    if (root) yield* ownDeploy(root, services)
    for (const service of services) {
      const outside = serviceNamedDeploy(service, services)
      if (outside) yield outside
      else yield* ofService(service)
    }
  },
})

function* ofService(service: Service): Iterable<Report> {
  for (const found of misplaced(service)) {
    const ops = placeOps(service, found)
    const { place, home, name, entry } = found
    const key = String(entry.key.value)
    const message = home.join('.') === place ? 'name' : 'level'
    const title = message === 'name' ? `Rename to ${name}` : `Move to ${[...home, name].join('.')}`
    const data = {
      key,
      name,
      place: place || 'the service',
      home: home.join('.') || 'the service itself',
    }
    yield { message, data, at: entry.key, fixes: ops ? [{ title, ops }] : [] }
  }
  yield* devicesReports(service)
  yield* strayReports(service)
}

function* strayReports(service: Service): Iterable<Report> {
  for (const place of RESERVATION_PLACES) {
    const map = asMap(service.node.at(...place))
    const stray = strayKeys(map)
    if (map && stray.length > 0) yield strayReport(service, map as MapValue, stray, place.join('.'))
  }
}
