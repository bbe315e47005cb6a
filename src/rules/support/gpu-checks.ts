import type { ShellCommand } from '../../documents/dockerfile/types'

/** Python that fails without a GPU: it insists on one, or uses it. */
const INSISTS = /\b(?:assert|raise|exit\s*\(|sys\.exit|os\._exit)\b|\bexit\(/
const ASKS =
  /\bcuda\.(?:is_available|device_count)\s*\(|\blist_physical_devices\s*\(|\bis_gpu_available\s*\(|get_available_providers\s*\(|get_device\s*\(\s*\)/
const USES =
  /\bcuda\.(?:current_device|get_device_name|get_device_properties|get_device_capability|mem_get_info|synchronize|init)\s*\(|\.cuda\(\s*\d*\s*\)|\.to\(\s*["']cuda(?::\d+)?["']\s*\)|device\s*=\s*["']cuda(?::\d+)?["']|jax\.devices\(\s*["'](?:gpu|cuda)["']/

const isPython = (name: string | undefined): boolean => /^python(?:\d(?:\.\d+)?)?$/.test(name ?? '')

/** The text that a `python -c` runs, or that a heredoc feeds it. */
export function pythonText({ name, args, redirects, span, instruction }: ShellCommand): string | undefined {
  if (!isPython(name)) return undefined
  const at = args.findIndex(({ value, raw }) => /^-[a-zA-Z]*c$/.test(value ?? raw))
  const script = args[at + 1]
  if (at >= 0 && script) return script.value ?? script.raw
  const isFed = redirects.some(({ operator }) => operator.startsWith('<<'))
  return isFed ? instruction.file.text.slice(span.start, instruction.span.end) : undefined
}

/** What of the text needs a GPU, or undefined. A check that only prints its answer does not. */
export function gpuUse(text: string): string | undefined {
  const code = text.replace(/^\s*#.*$/gm, '')
  // `x if torch.cuda.is_available() else y` and `if …:` make do without one.
  const uses = ASKS.test(code) ? undefined : USES.exec(code)?.[0]
  return uses ?? (INSISTS.test(code) ? ASKS.exec(code)?.[0] : undefined)
}
