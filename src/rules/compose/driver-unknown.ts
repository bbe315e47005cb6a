import type { Entry, MapValue, Value } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { distance } from '../../text/nearest'
import { AMD_CAPABILITIES, deviceItems, isReset, literal, literals, spotOf } from '../support/device-items'
import { shown } from '../support/device-values'
import { isPodman } from '../support/engine'

const SURE =
  'Docker Engine registers only nvidia, cdi and (28.3 and later) amd, and stops with "could not select device driver".'

export default defineRule({
  meta: {
    id: 'compose/driver-unknown',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['driver'],
    summary: 'The driver of a device request must be one that the engine has.',
    why: 'The name is looked up letter by letter in the engine; with another one the container does not start.',
    messages: {
      misspelt: `No engine has a device driver "{name}". ${SURE} Write {meant}.`,
      wrong: `"{name}" is no device driver of the engine. ${SURE} Write {meant}.`,
      rocm: `Docker Engine has no device driver "{name}". ${SURE} Write amd on Docker Engine 28.3 or later, or pass /dev/kfd and /dev/dri under devices.`,
      type: 'driver is {found}. Docker Compose refuses the file: driver must be a string. Write nvidia, or delete the key.',
    },
    sources: [
      'moby daemon/devices_nvidia_linux.go, devices_amd_linux.go, devices.go (v25.0.0 to v28.5.2, docker-v29.7.2)',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'Told are misspellings of nvidia, cdi and amd, and names known to be wrong (rocm, cuda, gpu, nvidia-docker and their like). Other names are not judged, nor any on Podman.',
    ],
  },
  *check(document, { target }) {
    for (const { node } of deviceItems(document)) {
      const entry = node.entry('driver')
      if (entry && !isReset(entry.value)) yield* ofDriver(entry, node, isPodman(target))
    }
  },
})

function* ofDriver(entry: Entry, node: MapValue, podman: boolean): Iterable<Report> {
  const { value } = entry
  if (value.kind !== 'scalar' || typeof value.value !== 'string') {
    yield { message: 'type', data: { found: shown(value) }, at: spotOf(entry), fixes: [write(value, 'nvidia', false)] }
    return
  }
  const name = podman ? undefined : literal(value)
  const verdict = name === undefined ? undefined : judge(name)
  if (name === undefined || !verdict) return
  const { message, meant } = verdict
  const fix = write(value, meant, message === 'misspelt')
  const ops = [...fix.ops, ...(meant === 'amd' ? amdCapabilities(node) : [])]
  yield { message, data: { name, meant }, at: value, fixes: [{ ...fix, ops }] }
}

/** The driver amd is not found for a list that has other words. */
function amdCapabilities(node: MapValue): readonly Op[] {
  const list = node.get('capabilities')
  const fits = (literals(list) ?? []).every((word) => AMD_CAPABILITIES.includes(word))
  return list?.kind === 'seq' && !list.via && !fits ? [{ op: 'set', target: list, value: ['gpu'] }] : []
}

const KNOWN = ['nvidia', 'cdi', 'amd']
const AMD = new Set(['rocm', 'hip', 'radeon', 'amdgpu', 'amd-gpu', 'amd-docker', 'amd-container-runtime'])
const NVIDIA = new Set([
  ...[
    'cuda',
    'gpu',
    'gpus',
    'geforce',
    'nvidia-docker',
    'nvidia-docker2',
    'nvidia-runtime',
    'nvidia-container-runtime',
  ],
  ...['nvidia-container-toolkit', 'nvidia-gpu', 'nvidia-smi', 'nvidia.com/gpu', 'nvidia/cuda', 'nvidia-driver'],
])

interface Verdict {
  readonly message: 'misspelt' | 'wrong' | 'rocm'
  readonly meant: string
}

function judge(name: string): Verdict | undefined {
  if (KNOWN.includes(name)) return undefined
  const low = name.trim().toLowerCase()
  if (AMD.has(low)) return { message: 'rocm', meant: 'amd' }
  if (NVIDIA.has(low)) return { message: 'wrong', meant: 'nvidia' }
  if (KNOWN.includes(low)) return { message: 'misspelt', meant: low }
  return distance(low, 'nvidia', 2) <= 2 ? { message: 'misspelt', meant: 'nvidia' } : undefined
}

const write = (target: Value, value: string, safe: boolean): RuleFix => ({
  title: `Write ${value}`,
  safe,
  ops: [{ op: 'set', target, value }],
})
