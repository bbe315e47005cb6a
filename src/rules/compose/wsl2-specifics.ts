import type { Mount, Service } from '../../documents/compose/types'
import { isPlatform } from '../../host/platform'
import { defineRule, type RuleFix } from '../../lint/rule'
import { gpuPath } from '../support/gpu-path'
import { isOwn, sourceOf } from '../support/own-requests'

export default defineRule({
  meta: {
    id: 'compose/wsl2-specifics',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/usr/lib/wsl'],
    summary: 'On WSL2 a GPU request brings the driver by itself.',
    why: 'The container toolkit mounts the libraries of the Windows driver; copies mounted by hand only add to them.',
    messages: {
      mounted:
        'The service {service} asks for a GPU and also mounts "{source}". On WSL2 the container toolkit mounts the libraries of the driver by itself, and a second set of them can be in its way ("file exists"). Delete the mount; the GPU request is enough.',
    },
    sources: [
      'NVIDIA/nvidia-container-toolkit#289',
      'NVIDIA/nvidia-container-toolkit#287',
      'NVIDIA/nvidia-docker#1551',
      'NVIDIA toolkit release notes 1.20.0',
    ],
    notes: [
      'Speaks only where the target is WSL2. Silent where the service has no GPU request, and where it maps /dev/dxg or mounts WSLg or X11 itself: desktop programs and GPUs of other makers need the libraries in this way.',
      'Device nodes that WSL2 lacks are told by device-node-absent-on-host, drivers inside the image by driver-baked-into-image.',
    ],
  },
  *check({ services }, { target }) {
    if (!isPlatform(target, 'wsl2')) return
    for (const service of services) {
      const mount = service.volumes.find(({ source }) => /^\/usr\/lib\/wsl(?:\/|$)/.test(source ?? ''))
      if (!mount || !gpuPath(service) || needsIt(service) || !isOwn(mount.node, service)) continue
      const data = { service: service.name, source: mount.source ?? '' }
      yield { message: 'mounted', data, at: sourceOf(mount.node), fixes: removal(mount) }
    }
  },
})

const needsIt = ({ volumes, devices }: Service): boolean =>
  devices.some(({ source, value }) => value === undefined || /^\/dev\/dx/.test(source ?? '')) ||
  volumes.some(({ source }) => source === undefined || /wslg|X11-unix|^\/dev/i.test(source))

function removal({ node }: Mount): readonly RuleFix[] {
  const { parent } = node
  if (parent?.kind !== 'seq' || parent.via) return []
  return [{ title: 'Delete the mount', ops: [{ op: 'remove-item', seq: parent, item: node }] }]
}
