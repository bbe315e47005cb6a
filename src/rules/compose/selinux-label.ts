import type { Service } from '../../documents/compose/types'
import { defineRule } from '../../lint/rule'
import { addLabel, hasLabel } from '../support/cdi-devices'
import { isCdiDevice, mayBePrivileged } from '../support/gpu-access'
import { isOwn, sourceOf } from '../support/own-requests'
import { podmanHost } from '../support/podman'

export default defineRule({
  meta: {
    id: 'compose/selinux-label',
    kind: 'compose',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['nvidia.com/gpu'],
    summary: 'Where SELinux is enforced, a container needs leave to open the GPU.',
    why: 'SELinux keeps a confined container from /dev/nvidia*: NVML fails with "Insufficient Permissions".',
    messages: {
      missing:
        'The service {service} gets "{name}" from Podman and says nothing of SELinux. Where it is enforced (Fedora, RHEL), the container may not open the device: "Failed to initialize NVML: Insufficient Permissions". Add security_opt: [label=disable], or allow the devices by a policy.',
    },
    sources: [
      'NVIDIA toolkit docs "Troubleshooting" (NVML: Insufficient Permissions and SELinux)',
      'podman-container-tools/podman#28436',
    ],
    notes: [
      'Only a hint, and only where the target names Podman. On hosts without SELinux nothing is lost: turn the rule off there. label=disable takes SELinux away from the whole container.',
      'Silent for privileged containers, and where security_opt holds a label or a variable.',
    ],
  },
  *check({ services }, { target }) {
    if (!podmanHost(target)) return
    for (const service of services) {
      const device = service.devices.find((one) => isCdiDevice(one) && one.value?.startsWith('nvidia.com/'))
      if (!device || isConfinedElsewise(service) || !isOwn(device.node, service)) continue
      const ops = addLabel(service, service.node.entries.find(isPlaceBefore))
      const fixes = ops ? [{ title: 'Add security_opt: [label=disable]', ops }] : []
      yield {
        message: 'missing',
        data: { service: service.name, name: device.value ?? '' },
        at: sourceOf(device.node),
        fixes,
      }
    }
  },
})

const isConfinedElsewise = (service: Service): boolean =>
  service.partial || mayBePrivileged(service) || hasLabel(service.field('security_opt'))

const isPlaceBefore = ({ key, merged }: Service['entry']): boolean => key.value === 'devices' && !merged
