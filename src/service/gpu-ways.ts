import type { ComposeDocument, Service } from '../documents/compose/types'
import { wiringReasons } from '../generate/ways/nvidia'
import type { RuleContext } from '../lint/rule'
import { giveGpu } from '../rules/refactorings/give'
import { type Gpus, type Wiring, wirings } from '../rules/refactorings/give/wish'
import type { Span } from '../text'
import type { GpuEdits } from './add-gpu'

export interface GpuService {
  readonly name: string
  readonly span: Span
  /** Why it is given none: it has one, or says something that may be one. */
  readonly not: string | undefined
}

/** One wiring for a service, why one takes it, and why it cannot be had. */
export interface GpuWay {
  readonly wiring: Wiring
  readonly because: string
  /** The one that is taken where none is named. */
  readonly usual: boolean
  readonly refused: string | undefined
}

export interface WayWish {
  readonly service: string
  readonly gpus: Gpus
}

export const gpuServices = ({ services }: ComposeDocument, context: RuleContext): readonly GpuService[] =>
  services.map((service) => ({ name: service.name, span: service.entry.span, not: whyNone(service, context) }))

function whyNone(service: Service, context: RuleContext): string | undefined {
  const given = giveGpu(service, { wiring: undefined, gpus: 'all' }, context)
  if ('present' in given) return given.present
  return 'refused' in given ? given.refused : undefined
}

/** Every wiring in turn, the usual one first. What a wiring makes of the text is checked only when it is chosen. */
export async function gpuWays(editsFor: (wiring?: Wiring) => Promise<GpuEdits>): Promise<readonly GpuWay[]> {
  const usual = await editsFor()
  const all = wirings.map(async (wiring): Promise<GpuWay> => {
    const isUsual = usual.kind === 'changed' && usual.wiring === wiring
    const refused = isUsual ? undefined : whyNot(await editsFor(wiring))
    return { wiring, because: wiringReasons[wiring], usual: isUsual, refused }
  })
  return (await Promise.all(all)).sort((a, b) => Number(b.usual) - Number(a.usual))
}

function whyNot(edits: GpuEdits): string | undefined {
  if (edits.kind === 'choose') return edits.names.join(', ')
  return edits.kind === 'changed' ? undefined : edits.message
}
