import type { Service } from '../../../documents/compose/types'
import type { RuleContext, RuleFix } from '../../../lint/rule'
import type { Span } from '../../../text'
import { isClusterTarget } from '../../support/gpu-access'
import { gpuCount } from '../../support/target-gpus'
import { onSameLine } from '../place'
import { giveGpu } from './index'
import { type Gpus, type Wiring, wirings } from './wish'

const NAMES: Readonly<Record<Wiring, string>> = {
  deploy: 'deploy',
  gpus: 'gpus',
  runtime: 'runtime: nvidia',
  cdi: 'CDI',
  devices: 'device nodes',
}

/** The ways to give a service its first GPU; only on the lines that hold its name and its image. */
export function waysToGive(service: Service, at: Span, context: RuleContext): readonly RuleFix[] {
  if (isClusterTarget(context) || !isOnHead(service, at)) return []
  return wirings.flatMap((wiring) => {
    const gpus = wiring === 'devices' && gpuCount(context.target) === undefined ? ['0'] : 'all'
    const given = giveGpu(service, { wiring, gpus }, context)
    return 'ops' in given ? [{ title: titleOf(service.name, wiring, gpus), ops: given.ops }] : []
  })
}

const titleOf = (name: string, wiring: Wiring, gpus: Gpus): string =>
  `Give ${name} ${gpus === 'all' ? 'a GPU' : `GPU ${gpus}`} (${NAMES[wiring]})`

function isOnHead({ nameKey, node }: Service, at: Span): boolean {
  const heads = [nameKey, ...node.entries.filter(isImage).map(({ key }) => key)]
  return heads.some(({ span }) => onSameLine(span, at, nameKey.file))
}

const isImage = ({ key, merged }: Service['entry']): boolean => !merged && /^(?:image|build)$/.test(String(key.value))
