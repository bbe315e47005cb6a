import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { defineRule, type Report } from '../../lint/rule'
import { badCudaDevices } from '../support/cuda-visible'
import { fixesOf, originOf, placeOf, removeVariable, setVariable } from '../support/environment-variable'
import { withoutOtherMakers } from '../support/gpu-image'
import { type InlineVariable, inherited, inlineOf } from '../support/inline-variable'
import { firstIndexes } from '../support/request-fix'

const NAME = 'CUDA_VISIBLE_DEVICES'

export default defineRule({
  meta: {
    id: 'compose/cuda-visible-devices-all',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['CUDA_VISIBLE_DEVICES'],
    summary: 'CUDA_VISIBLE_DEVICES holds indexes or UUIDs; it knows no word for all.',
    why: 'CUDA takes an entry that it cannot read as the end of the list: "all" hides every GPU, and the program finds none.',
    messages: {
      word: 'The value "{value}" of CUDA_VISIBLE_DEVICES hides every GPU: CUDA reads indexes and UUIDs only, unlike NVIDIA_VISIBLE_DEVICES. The program fails with "No CUDA GPUs are available". Delete the variable to see every GPU of the container, or write indexes such as 0,1.',
      quotes:
        'The value {value} of CUDA_VISIBLE_DEVICES has quotes in it: Docker Compose keeps the quotes inside a list item, and CUDA reads indexes and UUIDs only, so every GPU is hidden. Write the value without quotes.',
      list: 'The value "{value}" of CUDA_VISIBLE_DEVICES is no list parted by commas. CUDA may take the first index alone, or none. Write {meant}.',
    },
    sources: [
      'YanWenKun/ComfyUI-Docker#60',
      'InternLM/MindSearch#182',
      'measured: Docker Engine 28.5.2, Compose 2.40.3 (2026-11-22)',
    ],
    notes: [
      'An empty value, -1, none and false hide the GPUs on purpose and are no finding; nor are blanks behind commas, placeholders and values that depend on a variable without a default.',
      'What a command sets is judged too (`bash -c "CUDA_VISIBLE_DEVICES=all python serve.py"`), where a shell reads it.',
      'How the driver reads a range (0-3) or a list parted by blanks was not measured: only a warning.',
    ],
  },
  *check({ services }, context) {
    for (const service of withoutOtherMakers(services, context)) {
      const variable = inherited(service, NAME)
      if (variable?.value !== undefined) yield* judge(service, variable, variable.value)
      for (const one of inlineOf(service, NAME)) yield* judgeInline(service, one)
    }
  },
})

function* judge(service: Service, variable: EnvironmentVariable, value: string): Iterable<Report> {
  const bad = badCudaDevices(value)
  const at = bad && placeOf(service, variable)
  if (!bad || !at) return
  const { kind: message, shown, meant } = bad
  const data = { value: shown, meant: meant ?? '0,1' }
  const severity = message === 'list' ? 'warning' : 'error'
  yield { message, data, at, severity, fixes: repairs(service, variable, meant), ...originOf(variable) }
}

/** A shell takes the quotes away: what is left of them is a part of the value. */
function* judgeInline(service: Service, { value, span }: InlineVariable): Iterable<Report> {
  const bad = badCudaDevices(value)
  if (!bad) return
  const { kind, shown, meant } = bad
  const known = meant ?? requested(service)
  const { file } = service.document
  const fixes =
    known === undefined ? [] : [{ title: `Write ${known}`, ops: [{ op: 'replace', file, span, text: known } as const] }]
  const list = kind === 'list'
  const data = { value: shown, meant: meant ?? '0,1' }
  yield { message: list ? 'list' : 'word', data, at: span, severity: list ? 'warning' : 'error', fixes }
}

function repairs(service: Service, variable: EnvironmentVariable, meant: string | undefined) {
  const remove = ['Delete CUDA_VISIBLE_DEVICES', removeVariable(variable)] as const
  const known = variable.interpolated ? undefined : (meant ?? requested(service))
  const write = known === undefined ? undefined : setVariable(variable, known)
  const set = [`Write ${known}`, write] as const
  return fixesOf(meant === undefined ? [remove, set] : [set, remove])
}

/** The indexes that a request for a number of GPUs gives. */
function requested({ requests }: Service): string | undefined {
  const [request] = requests
  const count = request?.count ?? request?.deviceIds?.length
  return requests.length === 1 && typeof count === 'number' && count > 0 ? firstIndexes(count).join(',') : undefined
}
