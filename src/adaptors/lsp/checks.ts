import type { TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { FileResult } from '../../service'
import { type Place, placeOf, sameSpelling } from './places'
import type { Root } from './root'

/** Checks in a row that are waited for, when each was overtaken by what was typed meanwhile. */
const PATIENCE = 20

/** A result and the version of the text that it speaks of. */
export interface Kept {
  readonly uri: string
  readonly version: number
  readonly root: Root
  /** undefined when the text is none of ours, or not to be checked. */
  readonly result: FileResult | undefined
}

interface Session {
  readonly uri: string
  place: Place
  /** Counts the checks begun: only the last one may be shown. */
  turn: number
  timer?: ReturnType<typeof setTimeout> | undefined
  running?: Promise<void> | undefined
  kept?: Kept | undefined
  /** A check is due though the text is the same: what it reads is another. */
  rereads?: boolean
}

export interface ChecksOptions {
  readonly documents: TextDocuments<TextDocument>
  readonly folders: () => readonly string[]
  readonly rootAt: (uri: string) => Promise<Root>
  readonly show: (kept: Kept) => Promise<void>
  /** The texts that one document reads have changed, and it was checked again. */
  readonly reread: () => void
  readonly failed: (uri: string, error: unknown) => void
}

/** The checks of the open documents: the newest text wins, what became stale is dropped. */
export class Checks {
  readonly #sessions = new Map<string, Session>()

  constructor(readonly options: ChecksOptions) {}

  /** @returns the text of a file that is open */
  textAt(uri: string): TextDocument | undefined {
    const session = this.#sessions.get(sameSpelling(uri))
    return session && this.options.documents.get(session.uri)
  }

  open(document: TextDocument): void {
    const place = this.#placeOf(document)
    this.#sessions.set(sameSpelling(document.uri), { uri: document.uri, place, turn: 0 })
  }

  isOpen(uri: string): boolean {
    return this.#sessions.has(sameSpelling(uri))
  }

  placeAt(uri: string): Place | undefined {
    return this.#sessions.get(sameSpelling(uri))?.place
  }

  close(uri: string): void {
    const session = this.#sessions.get(sameSpelling(uri))
    if (!session) return
    clearTimeout(session.timer)
    session.turn++
    this.#sessions.delete(sameSpelling(uri))
  }

  /** Checks a document after `delay` milliseconds, unless something newer comes first. */
  schedule(uri: string, delay: number): void {
    const session = this.#sessions.get(sameSpelling(uri))
    if (session) this.#schedule(session, delay)
  }

  /** Checks again what the choice names: all of a root, or those that read a certain file. */
  scheduleWhere(choose: (place: Place, kept: Kept | undefined) => boolean, delay: number): void {
    for (const session of this.#sessions.values()) {
      if (!choose(session.place, session.kept)) continue
      session.rereads = true
      this.#schedule(session, delay)
    }
  }

  /** The workspace folders are others now. */
  moveAll(): void {
    for (const session of this.#sessions.values()) {
      const document = this.options.documents.get(session.uri)
      if (document) session.place = this.#placeOf(document)
    }
  }

  /** The result for the very text that the editor shows now; waits for a check that is due. */
  async settled(uri: string): Promise<Kept | undefined> {
    const session = this.#sessions.get(sameSpelling(uri))
    const isNewest = () => session?.kept?.version === this.options.documents.get(session?.uri ?? '')?.version
    // While it waits the writer may type on: the check that comes then is waited for too.
    for (let turns = 0; session && turns < PATIENCE; turns++) {
      if (session.timer !== undefined) this.#start(session)
      await session.running
      if (isNewest()) return session.kept
    }
    return undefined
  }

  #schedule(session: Session, delay: number): void {
    clearTimeout(session.timer)
    // A text that was just opened need not wait for its writer.
    session.timer = setTimeout(() => this.#start(session), session.turn === 0 ? 0 : delay)
  }

  #start(session: Session): void {
    clearTimeout(session.timer)
    session.timer = undefined
    session.running = this.#check(session).catch((error) => this.options.failed(session.uri, error))
  }

  async #check(session: Session): Promise<void> {
    const document = this.options.documents.get(session.uri)
    if (!document) return
    const { version } = document
    const turn = ++session.turn
    const isStale = () => turn !== session.turn || this.options.documents.get(session.uri)?.version !== version
    const root = await this.options.rootAt(session.place.root)
    const linter = await root.linterFor(session.place.path)
    if (isStale()) return
    const result = await linter?.check(session.place.path, document.getText())
    if (isStale()) return
    session.kept = { uri: session.uri, version, root, result }
    await this.options.show(session.kept)
    if (session.rereads) this.options.reread()
    session.rereads = false
  }

  #placeOf({ uri, languageId }: TextDocument): Place {
    return placeOf(uri, languageId, this.options.folders())
  }
}
