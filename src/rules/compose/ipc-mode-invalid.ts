import { defineRule } from '../../lint/rule'
import { nearest } from '../../text'

const MODES = ['none', 'private', 'shareable', 'host']

export default defineRule({
  meta: {
    id: 'compose/ipc-mode-invalid',
    kind: 'compose',
    severity: 'error',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['ipc'],
    summary: 'ipc names a mode that the engine knows.',
    why: 'Compose hands the word on, and the engine refuses to create the container.',
    messages: {
      unknown:
        'ipc is {value}. Compose accepts it, but the engine refuses to create the container: invalid IPC mode: {value}. Write host, private, shareable, none, service:NAME or container:NAME.',
    },
    covers: ['shm-too-small-nccl'],
    sources: ['measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)'],
  },
  *check({ services, file }) {
    for (const { ipc } of services) {
      const value = ipc?.value
      // Numbers and truth values do not get as far as the engine: Compose refuses them.
      if (!ipc || !value || ipc.node.file !== file || typeof ipc.node.value !== 'string') continue
      if (MODES.includes(value) || /^(?:service|container):/.test(value)) continue
      const meant = ipc.interpolated ? undefined : nearest(value, MODES)
      const fixes = meant
        ? [{ title: `Write ${meant}`, ops: [{ op: 'set', target: ipc.node, value: meant } as const] }]
        : []
      yield { message: 'unknown', data: { value }, at: ipc.node, fixes }
    }
  },
})
