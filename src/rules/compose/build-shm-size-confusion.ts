import { asMap } from '../../documents/tree'
import { defineRule } from '../../lint/rule'
import { mayHaveGpu } from '../support/gpu-access'

export default defineRule({
  meta: {
    id: 'compose/build-shm-size-confusion',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['shm_size'],
    summary: 'The shared memory of a container is set at the service, not under `build`.',
    why: 'build.shm_size is there for RUN steps only: the container keeps 64 MB.',
    messages: {
      build:
        'shm_size stands under build. It is the shared memory of RUN steps only, so the container of {service} keeps 64 MB. Set shm_size at the service too.',
    },
    sources: ['compose-spec build.md and 05-services.md: both keys exist', 'pytorch/pytorch#16979'],
    notes: [
      'Only for services that ask for a GPU and say nothing of shared memory themselves: a build may need its own.',
    ],
  },
  *check({ services }) {
    for (const service of services) {
      const build = asMap(service.node.get('build'))
      const entry = build?.entry('shm_size')
      if (!entry || service.shmSize || service.ipc || service.partial || !mayHaveGpu(service)) continue
      if (service.volumes.some(({ target }) => target === undefined || /^\/dev(?:\/shm)?\/?$/.test(target))) continue
      const value = entry.value.kind === 'scalar' ? entry.value.value : null
      const ops = [{ op: 'insert', map: service.node, key: 'shm_size', value } as const]
      const fixes = value === null ? [] : [{ title: 'Set it at the service too', ops }]
      yield { message: 'build', data: { service: service.name }, at: entry.key, fixes }
    }
  },
})
