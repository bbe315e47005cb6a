import type { ComposeDocument, Service } from '../documents/compose/types'
import { wiringReasons } from '../generate/ways/nvidia'
import type { RuleContext } from '../lint/rule'
import { giveGpu } from '../rules/refactorings/give'
import { type Gpus, type Wiring, wirings } from '../rules/refactorings/give/wish'
import type { Span } from '../text'
import type { GpuAnswer } from './add-gpu'
import type { Linter } from './types'

export interface GpuService {
  readonly name: string
  readonly span: Span
  /** Why it is given none: it has one, or says something that may be one. */
  readonly not: string | undefined
}

/** One wiring for a service, why one takes it, and what would become of it. */
export interface GpuWay {
  readonly wiring: Wiring
  readonly because: string
  /** The one that is taken where none is named. */
  readonly usual: boolean
  readonly answer: GpuAnswer
}

export const gpuServices = ({ services }: ComposeDocument, context: RuleContext): readonly GpuService[] =>
  services.map((service) => ({ name: service.name, span: service.entry.span, not: whyNone(service, context) }))

function whyNone(service: Service, context: RuleContext): string | undefined {
  const given = giveGpu(service, { wiring: undefined, gpus: 'all' }, context)
  if ('present' in given) return given.present
  return 'refused' in given ? given.refused : undefined
}

/** Every wiring in turn, the usual one first. */
export async function gpuWays(
  linter: Linter,
  { path, text }: { readonly path: string; readonly text: string },
  { service, gpus }: { readonly service: string; readonly gpus: Gpus },
): Promise<readonly GpuWay[]> {
  const answerTo = (wiring?: Wiring) => linter.addGpu(path, text, { service, wiring, gpus })
  const usual = await answerTo()
  const all = wirings.map(async (wiring): Promise<GpuWay> => {
    const isUsual = usual.kind === 'changed' && usual.wiring === wiring
    return { wiring, because: wiringReasons[wiring], usual: isUsual, answer: isUsual ? usual : await answerTo(wiring) }
  })
  return (await Promise.all(all)).sort((a, b) => Number(b.usual) - Number(a.usual))
}
