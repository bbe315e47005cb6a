import type { ShellCommand, ShellWord } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import type { Span } from '../../text'

export default defineRule({
  meta: {
    id: 'script/minikube-flags',
    kind: 'script',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['minikube'],
    summary: 'minikube start asks for GPUs in the way of today.',
    why: 'The ways of old recipes are gone: the feature gate is not known any more, the flag was renamed, and the driver none needs a whole host.',
    messages: {
      gate: '{flag} switches on a feature gate that Kubernetes dropped with its alpha GPUs: the kubelet does not know it. Since minikube 1.32 a node gets the GPUs with --driver docker --container-runtime docker --gpus all.',
      flag: '{flag} is no flag of minikube start any more: unknown flag. With the driver kvm it is --kvm-gpu, with docker --gpus all.',
      driver: '{flag} is the old name of --driver. minikube takes it with a warning. Write {now}.',
      none: 'minikube with the driver none uses the GPUs of the host through its own Docker, as root, without a container around it. Since minikube 1.32 a node gets them with --driver docker --container-runtime docker --gpus all.',
    },
    sources: [
      'kubernetes/minikube#17314',
      'kubernetes/minikube#5209',
      'kubernetes/minikube#10229',
      'kubernetes/minikube tutorials/nvidia.md @06247e8b',
    ],
    notes: ['Only for commands that are about GPUs. The passthrough of kvm2 with --kvm-gpu is left alone.'],
  },
  *check({ commands, file }) {
    for (const command of commands) if (isStart(command)) yield* ofStart(command, file.text)
  },
})

const isStart = ({ name, args }: ShellCommand): boolean =>
  name === 'minikube' && args.some(({ value }) => value === 'start')

/** A flag with its value, in one word or two. */
interface Option {
  readonly name: string
  readonly value: string
  readonly words: readonly ShellWord[]
}

function optionsOf({ args }: ShellCommand): readonly Option[] {
  return args.flatMap((word, at) => {
    const [, name, value] = /^(--[\w-]+)(?:=(.*))?$/s.exec(word.value ?? '') ?? []
    if (name === undefined) return []
    const next = args[at + 1]
    const separate = value === undefined && next !== undefined && !/^-/.test(next.value ?? next.raw)
    return [{ name, value: value ?? (separate ? (next.value ?? '') : ''), words: separate ? [word, next] : [word] }]
  })
}

function* ofStart(command: ShellCommand, text: string): Iterable<Report> {
  const options = optionsOf(command)
  const named = (name: RegExp) => options.find((option) => name.test(option.name))
  const driver = named(/^--(?:vm-)?driver$/)
  const gate = options.find(({ name, value }) => name === '--feature-gates' && /^Accelerators=/.test(value))
  const flag = named(/^--gpu$/)
  const isKvm = /kvm/.test(driver?.value ?? '')
  if (gate) yield report('gate', gate, text, today(command, options, [gate], text))
  else if (flag) yield report('flag', flag, text, isKvm ? kvm(flag, command) : today(command, options, [flag], text))
  else if (driver?.value === 'none' && /gpu|nvidia/i.test(text) && !named(/^--gpus$/))
    yield report('none', driver, text, today(command, options, [], text))
  else if (driver?.name === '--vm-driver' && (named(/gpu/) || isKvm)) yield renamed(driver, command)
}

const spanOf = ({ words }: Option): Span => ({
  start: words[0]?.span.start ?? 0,
  end: words.at(-1)?.span.end ?? 0,
})

function report(message: 'gate' | 'flag' | 'none', option: Option, text: string, fixes: readonly RuleFix[]): Report {
  const at = spanOf(option)
  return {
    message,
    data: { flag: text.slice(at.start, at.end) },
    at,
    fixes,
    ...(message === 'flag' && { severity: 'warning' }),
  }
}

function renamed(option: Option, { instruction: { file } }: ShellCommand): Report {
  const [word] = option.words
  const at = word?.span ?? spanOf(option)
  const span = { start: at.start, end: at.start + option.name.length }
  const op = { op: 'replace', file, span, text: '--driver' } as const
  const data = { flag: '--vm-driver', now: '--driver' }
  return { message: 'driver', data, at: span, fixes: [{ title: 'Write --driver', ops: [op] }] }
}

function kvm(option: Option, { instruction: { file } }: ShellCommand): readonly RuleFix[] {
  const ops = [{ op: 'replace', file, span: spanOf(option), text: '--kvm-gpu' } as const]
  return [{ title: 'Write --kvm-gpu', ops }]
}

/** The command with what docker as the driver wants in the place of what is gone; other flags stay. */
function today(
  { args, instruction: { file } }: ShellCommand,
  options: readonly Option[],
  gone: readonly Option[],
  text: string,
): readonly RuleFix[] {
  const old = new Set([
    ...gone,
    ...options.filter(({ name }) => /^--(?:vm-driver|driver|container-runtime)$/.test(name)),
  ])
  const start = args.find(({ value }) => value === 'start')
  if (!start || options.some(({ name }) => name === '--gpus')) return []
  const removed = [...old].map((option) => {
    const { start: from, end } = spanOf(option)
    const blank = /[ \t]*$/.exec(text.slice(0, from))?.[0].length ?? 0
    return { op: 'replace', file, span: { start: from - blank, end }, text: '' } as const
  })
  const at = { start: start.span.end, end: start.span.end }
  const added = {
    op: 'replace',
    file,
    span: at,
    text: ' --driver docker --container-runtime docker --gpus all',
  } as const
  return [{ title: 'Take the driver docker with --gpus all', ops: [added, ...removed] }]
}
