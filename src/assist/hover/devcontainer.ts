import type { DevcontainerDocument } from '../../documents/devcontainer/types'
import type { RuleContext } from '../../lint/rule'
import { gpusArguments } from '../../rules/support/run-args'
import type { Span } from '../../text'
import { touches } from '../touches'
import type { Hover } from '.'
import { gpusNamed, page } from './page'

const SOURCE = 'devcontainers/spec docs/specs/gpu-host-requirement.md and devcontainers/cli'

/** What a dev container asks of the GPUs. */
export function devcontainerHover({ document, facts }: RuleContext, offset: number): Hover | undefined {
  if (document.kind !== 'devcontainer') return undefined
  const found = gpusFlag(document, offset) ?? hostRequirement(document, offset)
  return found && { span: found.span, markdown: page(found.title, found.points, ['compose-gpu'], facts, SOURCE) }
}

interface Found {
  readonly span: Span
  readonly title: string
  readonly points: readonly string[]
}

function gpusFlag(document: DevcontainerDocument, offset: number): Found | undefined {
  for (const { flag, item, value, joined } of gpusArguments(document)) {
    const at = [flag, item].find((text) => text && touches(text.span, offset))
    const title = at && !joined ? asked(value) : undefined
    if (at && title)
      return {
        span: at.span,
        title,
        points: ['A demand: on a host without an NVIDIA GPU the dev container does not open.'],
      }
  }
  return undefined
}

function asked(value: string | undefined): string | undefined {
  if (value === 'all') return 'Every GPU of the host'
  if (/^[1-9]\d*$/.test(value ?? ''))
    return value === '1' ? 'The first GPU of the host' : `The first ${value} GPUs of the host`
  const ids = /^"?device=([\w,-]+)"?$/.exec(value ?? '')?.[1]?.split(',')
  return ids?.every((id) => /^\d+$/.test(id)) ? `${gpusNamed(ids)} of the host` : undefined
}

function hostRequirement({ gpu }: DevcontainerDocument, offset: number): Found | undefined {
  if (gpu?.kind !== 'scalar' || !touches(gpu.span, offset)) return undefined
  const adds =
    'The tools add `--gpus all` where `docker info` lists the NVIDIA runtime; a host with CDI alone is not found.'
  if (gpu.value === 'optional') return { span: gpu.span, title: 'A GPU where the host has one', points: [adds] }
  if (gpu.value !== true) return undefined
  return { span: gpu.span, title: 'A GPU', points: [adds, 'Elsewhere they warn, and start without one.'] }
}
