import type { DeviceRequest } from '../../documents/compose/types'
import { defineRule, type RuleContext, type Severity } from '../../lint/rule'
import { isClusterTarget } from '../support/gpu-access'
import { placeOfBoth } from '../support/own-requests'
import { devicesOf, goesToNvidia } from '../support/request-fix'

export default defineRule({
  meta: {
    id: 'compose/replicas-share-device',
    kind: 'compose',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    needs: ['replicas', 'scale'],
    summary: 'Replicas of a service do not get a GPU each.',
    why: 'Every replica has the same device request, and the engine hands out the same GPUs each time.',
    messages: {
      same: '{service} has {replicas} replicas, and each of them gets the same {given}: Docker does not deal the GPUs out among replicas. They share its memory, and the other GPUs stay idle. For a GPU each, write one service a GPU with its own device_ids.',
      all: '{service} has {replicas} replicas, and each of them gets every GPU: Docker does not deal the GPUs out among replicas. For a GPU each, write one service a GPU with its own device_ids.',
    },
    sources: [
      'docker/compose#11863',
      'NVIDIA/nvidia-container-toolkit#521',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Only a hint where one GPU is named, which is mostly meant, and where the target has one GPU. No repair: the split into services needs names, ports and volumes of your own.',
    ],
  },
  *check({ services }, context) {
    for (const service of services) {
      const { replicas, requests, name } = service
      if (!replicas || replicas.value < 2 || requests.length === 0 || isClusterTarget(context)) continue
      const request = requests.at(-1)
      const given = request && requests.every(goesToNvidia) ? devicesOf(request) : undefined
      if (!request || !given || given.length === 0 || given.includes('')) continue
      const all = given.includes('all')
      const data = { service: name, replicas: replicas.value, given: shown(given) }
      const place = placeOfBoth(service, replicas.node, request.at, 'The number of replicas')
      const severity = severityOf(request, given, context)
      if (place) yield { message: all ? 'all' : 'same', data, severity, ...place }
    }
  },
})

const shown = (given: readonly string[]): string => `GPU${given.length === 1 ? '' : 's'} ${given.join(', ')}`

function severityOf({ deviceIdsNode }: DeviceRequest, given: readonly string[], { target }: RuleContext): Severity {
  const meant = (deviceIdsNode && given.length === 1 && given[0] !== 'all') || target.gpus?.length === 1
  return meant ? 'info' : 'warning'
}
