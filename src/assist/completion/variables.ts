import type { RuleContext } from '../../lint/rule'
import { firstIndexes } from '../../rules/support/request-fix'
import { gpuCount } from '../../rules/support/target-gpus'
import type { Span } from '../../text'
import { type Completions, fitting, type Proposal } from './item'

type Known = Pick<RuleContext, 'facts' | 'target'>

/** Values of NVIDIA_VISIBLE_DEVICES and NVIDIA_DRIVER_CAPABILITIES: lists with commas, whose last part is being written. */
export function variableValues(name: string, typed: string, span: Span, known: Known): Completions | undefined {
  const values = Object.hasOwn(VALUES, name) ? VALUES[name]?.(known) : undefined
  if (!values) return undefined
  const given = typed.split(',')
  const last = given.pop() ?? ''
  const rest = values.filter(({ label }) => !given.includes(label) && (given.length === 0 || !ALONE.has(label)))
  return fitting(rest, last, { start: span.start + typed.length - last.length, end: span.end })
}

/** In brackets a comma would end the word: a list is quoted there. */
export const inYaml = (found: Completions, { flow, quoted }: { flow: boolean; quoted: boolean }): Completions => ({
  ...found,
  items: found.items.map((item) =>
    flow && !quoted && item.label.includes(',') ? { ...item, text: `"${item.label}"` } : item,
  ),
})

/** They stand for a whole list. */
const ALONE: ReadonlySet<string> = new Set(['all', 'none', 'void', 'compute,utility'])

const VALUES: Readonly<Record<string, (known: Known) => readonly Proposal[]>> = {
  NVIDIA_VISIBLE_DEVICES: ({ target }) => [
    { label: 'all', detail: 'every GPU' },
    ...indexes(target),
    { label: 'none', detail: 'the driver, without a GPU' },
    { label: 'void', detail: 'nothing of the driver' },
  ],
  NVIDIA_DRIVER_CAPABILITIES: ({ facts }) => [
    { label: 'compute,utility', detail: 'CUDA and nvidia-smi' },
    ...facts.composeGpu().driverCapabilities.map((label) => ({ label, ...detailOf(label) })),
  ],
}

/** The GPUs of the host, where the target names them. */
export function indexes(target: Known['target']): readonly Proposal[] {
  return firstIndexes(gpuCount(target) ?? 0).map((label, i) => {
    const detail = target.gpus?.[i]
    return { label, ...(detail && { detail }) }
  })
}

/** NVIDIA container toolkit documentation, "Driver Capabilities" (cloud-native-docs @52dcb7b8, 2026-08-21). */
const MEANINGS: Readonly<Record<string, string>> = {
  gpu: 'any GPU',
  nvidia: 'a GPU of NVIDIA',
  all: 'every part of the driver',
  compute: 'CUDA and OpenCL',
  utility: 'nvidia-smi and NVML',
  video: 'encoders and decoders (Video Codec SDK)',
  graphics: 'OpenGL and Vulkan',
  display: 'X11 displays',
  compat32: '32-bit programs',
}

export function detailOf(capability: string): Pick<Proposal, 'detail'> {
  const detail = MEANINGS[capability]
  return detail === undefined ? {} : { detail }
}
