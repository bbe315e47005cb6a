import type { Span } from '../../text'
import type { ComposeDocument, Service } from './types'

/** The service whose lines a stretch of the text, such as a cursor, touches; the comment behind its last value is on them. */
export function serviceAt({ file, services }: ComposeDocument, at: Span): Service | undefined {
  const { lines } = file
  return services.find(({ entry: { span } }) => {
    const last = lines.positionAt(Math.max(span.start, span.end - 1)).line
    return span.start <= at.end && at.start <= lines.lineEnd(last)
  })
}
