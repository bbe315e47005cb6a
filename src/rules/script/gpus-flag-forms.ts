import type { ShellCommand } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { type GpusWord, gpusWords, variableWord } from '../support/docker-run'
import { readGpusFlag } from '../support/gpus-flag'
import { GPUS_MESSAGES, verdictOn } from '../support/gpus-flag-verdict'

export default defineRule({
  meta: {
    id: 'script/gpus-flag-forms',
    kind: 'script',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['--gpu'],
    summary: '`docker run --gpus` has a form that Docker reads as it was meant.',
    why: 'The value of --gpus is a line of CSV, behind the quotes of the shell: a comma that no inner quotes protect stops the container, or gives it other GPUs.',
    messages: {
      ...GPUS_MESSAGES,
      twiceGiven:
        'A later --gpus follows this one. Docker takes the last of them, so {value} counts for nothing. Keep one of them.',
      overridden:
        'NVIDIA_VISIBLE_DEVICES={value} has no effect beside --gpus {given}: Docker sets the variable from that. Put the GPUs into --gpus, or delete the variable.',
    },
    sources: [
      'docker/cli#2937',
      'docker/docs#12406',
      'NVIDIA/nvidia-docker#1026',
      'measured: Docker Engine 28.5.2 (2026-11-22)',
    ],
    notes: [
      'Only up to the image: what stands behind it belongs to the program. Values with variables are not judged, nor capabilities without compute where nvidia-smi is all that is called.',
    ],
  },
  *check({ commands }) {
    for (const command of commands) {
      const words = gpusWords(command)
      for (const [at, word] of words.entries()) {
        const verdict = judge(word, command)
        if (verdict) yield report(word, verdict, command.instruction.file)
        else if (at === words.length - 1) yield* overridden(command, word)
        else if (word.value !== undefined)
          yield { message: 'twiceGiven', data: { value: word.value }, at: word.flag.span, severity: 'warning' }
      }
    }
  },
})

/** Without compute is right in the example of Docker's documentation: `--gpus 'all,capabilities=utility' … nvidia-smi`. */
function judge(word: GpusWord, { args }: ShellCommand): ReturnType<typeof verdictOn> {
  const verdict = verdictOn({ ...word, raw: word.flag.value ?? word.flag.raw }, quoted)
  const isMeant = verdict?.message === 'compute' && args.some(({ raw }) => /\bnvidia-smi\b/.test(raw))
  return isMeant ? undefined : verdict
}

function report(
  word: GpusWord,
  { message, data, soft, at, meant }: NonNullable<ReturnType<typeof verdictOn>>,
  file: SourceFile,
): Report {
  const place = at === 'flag' ? word.flag.span : word.item.span
  const fixes = meant === undefined ? [] : rewrite(word, meant, file, message === 'novalue')
  return { message, data, at: place, fixes, ...(soft && { severity: 'warning' }) }
}

/** Measured (Docker Engine 28.5.2): what --gpus says wins over the variable. */
function* overridden(command: ShellCommand, { value }: GpusWord): Iterable<Report> {
  const variable = variableWord(command, 'NVIDIA_VISIBLE_DEVICES')
  const flag = value === undefined ? undefined : readGpusFlag(value)
  if (!variable || value === undefined || flag?.kind !== 'request') return
  const given = flag.devices?.join(',') ?? (flag.count === 'all' ? 'all' : undefined)
  if (variable.value === given || /^(?:|\D*\$.*)$/.test(variable.value)) return
  yield {
    message: 'overridden',
    data: { value: variable.value, given: value },
    at: variable.at.span,
    severity: 'warning',
  }
}

/** A value as a shell must get it, so that Docker sees its quotes. */
const quoted = (value: string): string => (/[",]/.test(value) ? `'${value}'` : value)

function rewrite({ flag, item, name }: GpusWord, value: string, file: SourceFile, left = false): readonly RuleFix[] {
  const text = quoted(value)
  const title = `Write --gpus ${text}`
  if (left && item !== flag) return [{ title, ops: [{ op: 'replace', file, span: flag.span, text: `--gpus ${text}` }] }]
  if (item === flag) return [{ title, ops: [{ op: 'replace', file, span: flag.span, text: `--gpus=${text}` }] }]
  const renamed = name === '--gpus' ? [] : [{ op: 'replace', file, span: flag.span, text: '--gpus' } as const]
  const set = item.value === value ? [] : [{ op: 'replace', file, span: item.span, text } as const]
  return [{ title, ops: [...renamed, ...set] }]
}
