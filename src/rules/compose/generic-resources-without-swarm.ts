import { asMap, asSeq } from '../../documents/tree'
import { withoutIgnores } from '../../lint/comments'
import { defineRule } from '../../lint/rule'
import { isReset } from '../support/device-items'
import { isClusterTarget } from '../support/gpu-access'
import { requestFixes } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/generic-resources-without-swarm',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['generic_resources'],
    summary: 'A service asks for its GPU in a way that `docker compose up` knows.',
    why: 'generic_resources is read by Swarm only: with docker compose up the service silently gets no GPU.',
    messages: {
      ignored:
        'The service {service} asks for a GPU under generic_resources only. That is for Swarm (docker stack deploy): docker compose up accepts and ignores it, and the container gets no GPU. Reserve the GPUs under devices, or deploy it as a stack.',
    },
    covers: ['swarm-device-reservation'],
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)', 'docker/cli#3051'],
    notes: [
      'Silent where the file shows that it is a stack (placement, mode, restart_policy, update_config, endpoint_mode, an overlay network), where the target is Swarm, and beside another way to a GPU.',
    ],
  },
  *check({ services, file }, context) {
    if (isClusterTarget(context) || STACK.test(withoutIgnores(file.text))) return
    for (const service of services) {
      const entry = asMap(service.node.at('deploy', 'resources', 'reservations'))?.entry('generic_resources')
      const list = asSeq(entry?.value)
      if (!entry || !list || isReset(list) || !/gpu|nvidia/i.test(list.source) || service.partial) continue
      if (service.requests.length > 0 || service.runtime || service.devices.length > 0) continue
      yield {
        message: 'ignored',
        data: { service: service.name },
        at: entry.key,
        fixes: requestFixes(service, context.target),
      }
    }
  },
})

const STACK =
  /^\s*(?:placement|mode|restart_policy|update_config|rollback_config|endpoint_mode|driver)\s*:|docker stack|swarm/im
