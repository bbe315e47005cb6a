import type { Health, ProjectFile, Stage, Step } from '../../frameworks/types'
import type { Plan } from '../plan'
import { header } from './header'
import { comment } from './yaml'

/** None where the image is run as it is. */
export function dockerfiles(plan: Plan): readonly ProjectFile[] {
  if (plan.stages.length === 0) return []
  const last = plan.stages.length - 1
  const stages = plan.stages.map((stage, i) => stageLines(stage, i === last ? plan.health : undefined))
  const lines = [...header(plan, 'dockerfile'), ...stages.flatMap((stage) => ['', ...stage])]
  return [{ path: 'Dockerfile', text: `${lines.join('\n')}\n` }]
}

/** The healthcheck stands before the command, at the end. */
function stageLines({ name, from, why, steps }: Stage, health: Health | undefined): readonly string[] {
  const at = steps.findIndex((step) => step.do === 'cmd' || step.do === 'entrypoint')
  const before = at < 0 ? steps : steps.slice(0, at)
  return [
    ...(why ? comment(why) : []),
    `FROM ${from}${name ? ` AS ${name}` : ''}`,
    ...before.flatMap(stepLines),
    ...(health ? healthLines(health) : []),
    ...(at < 0 ? [] : steps.slice(at).flatMap(stepLines)),
  ]
}

const healthLines = ({ test, startPeriod }: Health): readonly string[] => [
  `HEALTHCHECK --interval=30s --timeout=5s --start-period=${startPeriod}s --retries=3 \\`,
  `    CMD ${words(test)}`,
]

const words = (list: readonly string[]): string => `[${list.map((word) => JSON.stringify(word)).join(', ')}]`

const stepLines = (step: Step): readonly string[] => [...(step.why ? comment(step.why) : []), ...instruction(step)]

function instruction(step: Step): readonly string[] {
  switch (step.do) {
    case 'run':
      return run(step.commands, step.cache ?? [])
    case 'copy': {
      const flags = `${step.from ? `--from=${step.from} ` : ''}${step.owner ? `--chown=${step.owner} ` : ''}`
      return [`COPY ${flags}${[...step.sources, step.to].join(' ')}`]
    }
    case 'arg':
      return [`ARG ${step.name}=${step.value}`]
    case 'env':
      return [
        `ENV ${Object.entries(step.values)
          .map(([name, value]) => `${name}=${/[\s"]/.test(value) ? JSON.stringify(value) : value}`)
          .join(' ')}`,
      ]
    case 'workdir':
      return [`WORKDIR ${step.path}`]
    case 'user':
      return [`USER ${step.name}`]
    case 'expose':
      return [`EXPOSE ${step.port}`]
    default:
      return [`${step.do.toUpperCase()} ${words(step.words)}`]
  }
}

function run(commands: readonly string[], cache: readonly string[]): readonly string[] {
  const mounts = cache.map((path) => `--mount=type=cache,target=${path}`)
  const parts = commands.map((command, i) => (i === 0 ? command : `&& ${command}`))
  const lines = mounts.length > 0 ? [mounts.join(' '), ...parts] : parts
  return lines.map((line, i) => `${i === 0 ? 'RUN ' : '    '}${line}${i < lines.length - 1 ? ' \\' : ''}`)
}
