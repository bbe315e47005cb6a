import { EVENT_ID, type Event } from 'js-yaml'
import { NotQuick } from './not-quick'

/** What the parser saw in a text, one after the other; anchors, aliases, tags and directives are not for the quick reader. */
export class Events {
  #next = 0

  constructor(readonly all: readonly Event[]) {}

  get isOver(): boolean {
    return this.#next === this.all.length
  }

  peek(): Event {
    const event = this.all[this.#next]
    if (!event) throw new NotQuick()
    return event
  }

  take(): Event {
    const event = this.peek()
    if (isNamed(event) || isTagged(event) || isDirected(event)) throw new NotQuick()
    this.#next++
    return event
  }

  /** @returns the event that opens the collection which is a document's whole content */
  openDocument() {
    const event = this.take()
    const root = this.peek()
    if (event.type !== EVENT_ID.DOCUMENT || !('start' in root)) throw new NotQuick()
    return root
  }

  /** True in front of the end of a collection. */
  get closes(): boolean {
    return this.peek().type === EVENT_ID.POP
  }
}

const isNamed = (event: Event): boolean => 'anchorStart' in event && event.anchorStart >= 0
const isTagged = (event: Event): boolean => 'tagStart' in event && event.tagStart >= 0
const isDirected = (event: Event): boolean => 'directives' in event && event.directives.length > 0
