import { plainText } from '../../documents/plain-text'
import { asMap, type Entry, type MapValue } from '../../documents/tree'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cudaDevicesMessages, judgeCudaDevices } from '../support/cuda-visible'

const NAME = 'CUDA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'devcontainer/cuda-visible-devices-all',
    kind: 'devcontainer',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'CUDA_VISIBLE_DEVICES holds indexes or UUIDs; it knows no word for all.',
    why: 'CUDA takes an entry that it cannot read as the end of the list: "all" hides every GPU, and the program finds none.',
    messages: cudaDevicesMessages,
    sources: [
      'YanWenKun/ComfyUI-Docker#60',
      'devcontainers/spec docs/specs/devcontainerjson-reference.md "containerEnv", "remoteEnv"',
    ],
    notes: [
      'For containerEnv and remoteEnv. An empty value, -1 and none hide the GPUs on purpose; variables are not judged.',
    ],
  },
  *check({ root }) {
    for (const key of ['containerEnv', 'remoteEnv']) {
      const map = asMap(root?.get(key))
      const entry = map?.entry(NAME)
      if (map && entry) yield* judge(map, entry)
    }
  },
})

function* judge(map: MapValue, entry: Entry): Iterable<Report> {
  const bad = judgeCudaDevices(plainText(entry.value)?.value ?? '')
  if (!bad) return
  const { meant, ...told } = bad
  const remove: RuleFix = { title: `Delete ${NAME}`, ops: [{ op: 'remove-entry', map, entry }] }
  const write: readonly RuleFix[] =
    meant === undefined ? [] : [{ title: `Write ${meant}`, ops: [{ op: 'set', target: entry.value, value: meant }] }]
  yield { ...told, at: entry.value, fixes: [remove, ...write] }
}
