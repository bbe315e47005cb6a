import type { Service } from '../../documents/compose/types'
import { writtenOf } from '../../documents/plain-text'
import { asScalar, type ScalarValue } from '../../documents/tree'
import { defineRule } from '../../lint/rule'
import { isDri, isKfd, mayHaveMoreNodes } from '../support/amd-nodes'

export default defineRule({
  meta: {
    id: 'compose/render-groups-missing',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/dev/kfd', '/dev/dri'],
    summary:
      'A service that maps /dev/kfd or /dev/dri and runs as a user other than root is in the groups of these nodes.',
    why: 'The nodes belong to the groups video and render of the host; another user may not open them.',
    messages: {
      missing:
        'The service {service} maps {node} and runs as the user {user}, but is in no further group. The nodes belong to the groups video and render of the host, so the user usually may not open them and no GPU is found. Add group_add with video and render, or their numbers on the host where the image lacks these groups.',
    },
    sources: [
      'ggml-org/llama.cpp docs/docker.md',
      'mudler/LocalAI README',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Speaks only where the file itself names a user other than root by number. Silent where it names a system group too (1000:992), for privileged containers, and where group_add or the user come from elsewhere.',
      'A group that is written by name must be in the image: else the start fails with "unable to find group"; numbers always work (getent group render).',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const node = service.devices.find((device) => isKfd(device) || isDri(device))
      const user = node && userOf(service)
      if (!node || !user || service.field('group_add') || mayHaveMoreNodes(service, context)) continue
      const data = { service: service.name, node: node.source ?? '', user: writtenOf(user) }
      const op = { op: 'insert', map: service.node, key: 'group_add', value: ['video', 'render'] } as const
      yield { message: 'missing', data, at: user, fixes: [{ title: 'Add the groups video and render', ops: [op] }] }
    }
  },
})

/** A user by number that is surely not root, in no group of the system. */
function userOf(service: Service): ScalarValue | undefined {
  const user = asScalar(service.field('user'))
  const [, id, group] = /^(\d+)(?::(\d+))?$/.exec(user ? writtenOf(user) : '') ?? []
  const plain = group === undefined || Number(group) >= 1000
  return user?.file === service.document.file && Number(id) > 0 && plain ? user : undefined
}
