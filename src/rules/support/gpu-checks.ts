import type { ShellCommand } from '../../documents/dockerfile/types'

/** Questions that are answered "no" in a build. (onnxruntime's list of providers is not one: it tells what was compiled.) */
const ASKS = /\bcuda\.(?:is_available|device_count)\s*\(|\blist_physical_devices\s*\(|\bis_gpu_available\s*\(/
const STOPS = /\braise\b|\bexit\s*\(/
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

/** What of the text fails without a GPU, or undefined. A check that only prints its answer does not. */
export function gpuUse(text: string): string | undefined {
  const code = text.replace(/^\s*#.*$/gm, '')
  if (/\btry\s*:/.test(code)) return undefined
  // `x if torch.cuda.is_available() else y` and `if …:` make do without one.
  if (!ASKS.test(code)) return USES.exec(code)?.[0]
  const strict = code.split(/[;\n]/).find((statement) => ASKS.test(statement) && isStrict(statement, code))
  return strict === undefined ? undefined : ASKS.exec(strict)?.[0]
}

const isStrict = (statement: string, code: string): boolean =>
  /\bassert\b/.test(statement) || STOPS.test(statement) || (/\bif\b/.test(statement) && STOPS.test(code))
