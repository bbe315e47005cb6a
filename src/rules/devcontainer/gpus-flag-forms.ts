import { asSeq } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { isPodman } from '../../host/engine'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { GPUS_MESSAGES, verdictOn } from '../support/gpus-flag-verdict'
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
      ...GPUS_MESSAGES,
      missing:
        '--gpus has no value. docker run takes the next argument for it and stops: invalid count. Write "--gpus=all".',
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
  const verdict = verdictOn({ name, joined, value, raw: flag.raw }, inJson)
  if (!verdict) return undefined
  const { message, data, soft, meant, at } = verdict
  const fixes =
    meant === undefined ? [] : rewrite(message === 'novalue' ? { ...argument, item: undefined } : argument, meant)
  return { message, data, at: (at === 'flag' ? flag : item).node, fixes, ...(soft && { severity: 'warning' }) }
}

/** A value as the file must hold it, without the quotes around the item. */
const inJson = (value: string): string => JSON.stringify(value).slice(1, -1)

/** The flag with this value, in as many items as it has now. */
function rewrite({ flag, item, name }: GpusArgument, value: string): readonly RuleFix[] {
  const title = `Write --gpus ${value}`
  if (!item || item === flag) return [{ title, ops: [{ op: 'set', target: flag.node, value: `--gpus=${value}` }] }]
  if (asSeq(flag.node.parent) === undefined) return []
  const renamed: readonly Op[] = name === '--gpus' ? [] : [{ op: 'set', target: flag.node, value: '--gpus' }]
  const set: readonly Op[] = item.value === value ? [] : [{ op: 'set', target: item.node, value }]
  return [{ title, ops: [...renamed, ...set] }]
}
