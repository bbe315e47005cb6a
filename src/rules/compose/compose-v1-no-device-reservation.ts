import { composeVersion, isPodman } from '../../host/engine'
import { defineRule } from '../../lint/rule'
import { isReset, reservedDevices } from '../support/device-items'
import { isBefore } from '../support/host-versions'
import { reservationsOf } from '../support/own-requests'

export default defineRule({
  meta: {
    id: 'compose/compose-v1-no-device-reservation',
    kind: 'compose',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    needs: ['devices'],
    summary: 'Device reservations need docker-compose 1.28 or later.',
    why: 'Older ones refuse the whole file; all of docker-compose 1.x is out of support.',
    messages: {
      refused:
        'docker-compose {compose} does not know devices under reservations, which came with 1.28: it refuses the file ("Additional properties are not allowed (\'devices\' was unexpected)"). Use docker compose (version 2 or later); the file is right.',
    },
    sources: [
      'docker/compose#8142',
      'docker/compose#9190',
      'docker/compose CHANGELOG.md at tag 1.29.2',
      'iot-salzburg/gpu-jupyter#46',
      'NVlabs/instant-ngp#929',
    ],
    notes: [
      'Speaks only where the target names a docker-compose before 1.28. The program may be named docker-compose and be version 2 all the same: what counts is the version.',
    ],
  },
  *check({ services }, { target }) {
    const compose = composeVersion(target)
    if (compose === undefined || !isBefore(compose, '1.28') || isPodman(target)) return
    for (const service of services) {
      const entry = reservationsOf(service)?.entry('devices')
      const value = reservedDevices(service)
      if (entry && value && !isReset(value))
        yield { message: 'refused', data: { compose }, at: entry.key, severity: 'error' }
    }
  },
})
