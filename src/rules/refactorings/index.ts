import { serviceAt } from '../../documents/compose/service-at'
import type { Service } from '../../documents/compose/types'
import type { Document } from '../../documents/document'
import type { RuleContext, RuleFix } from '../../lint/rule'
import type { Span } from '../../text'
import { type Ask, askOf, forms } from './ask'
import { isTaken, writeAsk } from './forms'
import { waysToGive } from './give/actions'
import { makePair } from './pair'
import { pinsAt } from './pin'
import { stageChanges } from './stage'

/** Other ways to write what a stretch of a text touches: its GPU request, or a first one; the tag of its image. */
export function refactoringsAt(document: Document, at: Span, context: RuleContext): readonly RuleFix[] {
  if (document.problems.length > 0) return []
  const service = document.kind === 'compose' && serviceAt(document, at)
  return [
    ...(service ? ofService(service, at, context) : []),
    ...ofStage(document, at, context),
    ...pinsAt(document, at, context),
  ]
}

const ofStage = (document: Document, at: Span, context: RuleContext): readonly RuleFix[] =>
  document.kind === 'dockerfile' ? stageChanges(document, at, context) : []

function ofService(service: Service, at: Span, context: RuleContext): readonly RuleFix[] {
  const ask = askOf(service, context)
  if (!ask) return waysToGive(service, at, context)
  return ask.at.some((span) => touches(span, at)) ? otherForms(service, ask, context) : []
}

/** What a service asks for, in the other ways to write it. */
export function otherForms(service: Service, ask: Ask, context: RuleContext): readonly RuleFix[] {
  const others = forms.filter((form) => form !== ask.form && isTaken(form, context.target))
  return [...others.flatMap((form) => writeAsk(service, ask, form) ?? []), ...makePair(service, ask, context)]
}

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end
