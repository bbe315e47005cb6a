import type { Flag, Instruction, RunInstruction, Stage } from '../../documents/dockerfile/types'
import { parseImage } from '../../documents/images'
import type { Facts } from '../../facts'
import { defineRule, type RuleFix } from '../../lint/rule'
import { secondsOf } from '../support/durations'
import { ASKS_NO_MODEL, ENOUGH_TO_LOAD, isModelServer, loadsNothing } from '../support/model-servers'
import { isCommandInstruction, textOf } from '../support/runs'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'dockerfile/healthcheck-start-period',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['HEALTHCHECK', 'healthcheck'],
    summary: 'The HEALTHCHECK of a model server leaves it time to load the model.',
    why: 'Without a start period the container counts as unhealthy while the model still loads, and whatever waits for it fails.',
    messages: {
      short:
        'HEALTHCHECK gives {image} {grace} seconds before it counts as unhealthy (--start-period {period}). Loading a model takes minutes, so what waits for a healthy container fails meanwhile. Write --start-period=300s or more.',
    },
    sources: ['Toloka/tolokaforge#659', 'vllm-project/vllm#40462', 'Dockerfile reference, HEALTHCHECK (2026)'],
    notes: [
      'Counted is the start period with all retries (by default three of 30 seconds). Silent from two minutes on, where a value is not known, where a service that builds the file has a healthcheck of its own, and on images that are no model servers.',
    ],
  },
  *check(document, { facts, project, file }) {
    if (loadsNothing(file.text)) return
    if (project.buildersOf(document).some((service) => service.field('healthcheck'))) return
    for (const stage of leavesOf(document)) {
      const check = serverOf(stage, facts) ? stage.lineage.filter(isHealthcheck).at(-1) : undefined
      const grace = check && graceOf(check)
      if (!grace || grace.seconds >= ENOUGH_TO_LOAD || ASKS_NO_MODEL.test(textOf(check))) continue
      const data = { image: stage.rootImage ?? '', grace: grace.seconds, period: grace.written?.value ?? '0s' }
      yield {
        message: 'short',
        data,
        at: grace.written?.span ?? check.keywordSpan,
        fixes: [longer(check, grace.written)],
      }
    }
  },
})

const serverOf = ({ rootImage }: Stage, facts: Facts): boolean => {
  const image = rootImage === undefined ? undefined : parseImage(rootImage)
  return isModelServer(image && facts.popularImage(image.fullName, image.tag)?.framework)
}

const isHealthcheck = (one: Instruction): one is RunInstruction =>
  isCommandInstruction(one) && one.keyword === 'HEALTHCHECK'

interface Grace {
  readonly seconds: number
  /** The start period, where there is one. */
  readonly written: Flag | undefined
}

/** Seconds until the container counts as unhealthy; undefined where a value is not known. */
function graceOf({ flags }: RunInstruction): Grace | undefined {
  const flag = (name: string): Flag | undefined => flags.find((one) => one.name === name)
  const seconds = (name: string, otherwise: string) => {
    const one = flag(name)
    return secondsOf(one ? one.value : otherwise)
  }
  const [period, interval] = [seconds('start-period', '0s'), seconds('interval', '30s')]
  const retries = Number(flag('retries')?.value ?? 3)
  if (period === undefined || interval === undefined || !Number.isInteger(retries)) return undefined
  return { seconds: Math.round(period + interval * (retries || 3)), written: flag('start-period') }
}

function longer({ file, keywordSpan }: RunInstruction, written: Flag | undefined): RuleFix {
  const text = '--start-period=300s'
  const { end } = keywordSpan
  return written
    ? { title: 'Write 300s', ops: [{ op: 'replace', file, span: written.span, text }] }
    : {
        title: `Add ${text}`,
        ops: [{ op: 'replace', file, span: { start: end, end }, text: ` ${text}` }],
      }
}
