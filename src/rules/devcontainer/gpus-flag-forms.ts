import { asSeq } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { isPodman } from '../../host/engine'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { meantGpusFlag, readGpusFlag } from '../support/gpus-flag'
import { type GpusArgument, gpusArguments } from '../support/run-args'

export default defineRule({
  meta: {
    id: 'devcontainer/gpus-flag-forms',
    kind: 'devcontainer',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['--gpu'],
    summary: '`--gpus` in `runArgs` has a form that Docker reads as it was meant.',
    why: 'Each item of runArgs reaches docker run as one argument, without a shell, and the value of --gpus is a line of CSV: a blank, a comma or a quote in the wrong place stops the container, or gives it other GPUs.',
    messages: {
      joined:
        '"{text}" is one argument. docker run takes all of it for the name of a flag and stops: unknown flag: {text}. Write "{meant}".',
      flag: '{name} is no flag of docker run, which stops: unknown flag: {name}. Write --gpus.',
      missing:
        '--gpus has no value. docker run takes the next argument for it and stops: invalid count. Write "--gpus=all".',
      quotes:
        'The quotes in {value} reach Docker as they are: no shell takes them away. docker run stops at them. Write {meant}, escaped as JSON wants it.',
      count: '{word} in --gpus {value} is taken for a count. docker run stops: invalid count ({word}). {todo}',
      both: 'In --gpus {value} the comma ends the device: {word} is a count to Docker, which stops: cannot set both Count and DeviceIDs on device request. {todo}',
      key: '--gpus {value} has the key {word}, which docker run refuses: unexpected key. Use device=, count=, driver= or capabilities=.',
      twice: '--gpus {value} has {word} twice. docker run stops: it can be specified only once. {todo}',
      default:
        '--gpus {value} names no GPU. Docker gives the container GPU 0 only, whatever the host has. Put all or device=… in front.',
      compute:
        '--gpus {value} asks for {capabilities} only. The container gets no CUDA: NVIDIA_DRIVER_CAPABILITIES lacks compute. Add compute to the capabilities.',
      none: '--gpus {value} asks for no GPU. Docker starts the container without one. Write all, or drop the argument.',
      twiceGiven:
        'A later --gpus follows this one. Docker takes the last of them, so {value} counts for nothing. Keep one of them.',
    },
    sources: [
      'microsoft/vscode-remote-release#6989',
      'microsoft/vscode-dev-containers#1741',
      'docker/cli#2937',
      'docker/docs#12406',
      'measured: Docker Engine 28.5.2 (2026-11-22)',
    ],
    notes: ['Silent where the container comes from dockerComposeFile, which has a rule of its own, and under Podman.'],
  },
  *check(document, { target }) {
    if (document.dockerComposeFiles.length > 0 || isPodman(target)) return
    const given = gpusArguments(document)
    for (const [at, argument] of given.entries()) {
      const report = judge(argument)
      if (report) yield report
      else if (at < given.length - 1) yield* overruled(argument)
    }
  },
})

function* overruled({ flag, item, value }: GpusArgument): Iterable<Report> {
  if (value === undefined || !item) return
  yield { message: 'twiceGiven', data: { value }, at: flag.node, severity: 'warning' }
}

function judge(argument: GpusArgument): Report | undefined {
  const { flag, item, name, joined, value } = argument
  if (!item) return { message: 'missing', at: flag.node, fixes: rewrite(argument, 'all') }
  if (value === undefined) return undefined
  if (name !== '--gpus') return wrongName(argument)
  const right = readGpusFlag(value).kind === 'request' ? value : meantGpusFlag(value)
  if (!joined) return ofValue(argument, value)
  const data = { text: flag.raw, meant: `--gpus=${right ?? value}` }
  return { message: 'joined', data, at: flag.node, fixes: right === undefined ? [] : rewrite(argument, right) }
}

function wrongName(argument: GpusArgument): Report {
  const { flag, name, value } = argument
  const right = value !== undefined && readGpusFlag(value).kind === 'request' ? value : meantGpusFlag(value ?? '')
  return { message: 'flag', data: { name }, at: flag.node, fixes: right === undefined ? [] : rewrite(argument, right) }
}

function ofValue(argument: GpusArgument, value: string): Report | undefined {
  const at = (argument.item ?? argument.flag).node
  const flag = readGpusFlag(value)
  const meant = meantGpusFlag(value)
  const fixes = meant === undefined ? [] : rewrite(argument, meant)
  if (flag.kind === 'refused') {
    const todo = meant === undefined ? 'Write all, a number, or the GPUs as "device=0,1" in quotes.' : `Write ${meant}.`
    return { message: flag.reason, data: { value, word: flag.word, meant: meant ?? 'all', todo }, at, fixes }
  }
  const { count, capabilities, countIsDefault } = flag
  const soft = { data: { value, capabilities: capabilities?.join(', ') ?? '' }, at, severity: 'warning' } as const
  if (count === 0) return { message: 'none', ...soft, fixes: rewrite(argument, 'all') }
  const lost = capabilities && capabilities.length > 0 && !capabilities.includes('compute')
  if (lost && capabilities.every((word) => word === 'utility')) return { message: 'compute', ...soft, fixes }
  return countIsDefault ? { message: 'default', ...soft, fixes } : undefined
}

/** The flag with this value, in as many items as it has now. */
function rewrite({ flag, item, name }: GpusArgument, value: string): readonly RuleFix[] {
  const title = `Write --gpus ${value}`
  if (!item || item === flag) return [{ title, ops: [{ op: 'set', target: flag.node, value: `--gpus=${value}` }] }]
  if (asSeq(flag.node.parent) === undefined) return []
  const renamed: readonly Op[] = name === '--gpus' ? [] : [{ op: 'set', target: flag.node, value: '--gpus' }]
  const set: readonly Op[] = item.value === value ? [] : [{ op: 'set', target: item.node, value }]
  return [{ title, ops: [...renamed, ...set] }]
}
