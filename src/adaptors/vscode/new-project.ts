import { type Uri, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { isImpossible } from '../../generate/plan'
import type { Draft, Impossible, Question } from '../../service/scaffold'
import { methods } from '../lsp/protocol'
import { type Answer, ask, type Place, walk } from './ask'
import type { Running } from './client'
import { conclude } from './conclude'
import { Preview } from './preview'
import { askFolder } from './project-folder'
import { askNearest, drawn, paramsOf } from './project-question'
import type { Wish } from './project-wish'

interface Wizard {
  readonly client: BaseLanguageClient
  /** What was said before the first question. */
  readonly given: Draft
  readonly preview: Preview
}

/**
 * Asks what the project shall be, shows it, and writes it in one edit.
 * @returns the address of its compose file; undefined where nothing was written
 */
export async function newProject(running: Running, folder?: Uri, given: Draft = {}): Promise<string | undefined> {
  const client = await running.client()
  if (!client) return undefined
  const wizard = { client, given, preview: new Preview() }
  try {
    const [only, more] = workspace.workspaceFolders ?? []
    const known = folder ?? (more ? undefined : only?.uri)
    const start: Wish = { draft: given, ...(known && { folder: known }) }
    const wish = await walk(start, (state, step) => next(wizard, state, step))
    return wish?.written?.toString()
  } finally {
    await wizard.preview.dispose()
  }
}

async function next(wizard: Wizard, wish: Wish, step: number): Promise<Answer<Wish> | 'done'> {
  const { folder } = wish
  if (wish.written) return 'done'
  if (!folder) return askFolder(wish, { step })
  const found = wish.enough ? [] : await questionsFor(wizard, folder, wish.draft)
  if (isImpossible(found)) return askNearest(wish, found, { step })
  const [question] = found
  // The files are shown in the end.
  const place: Place = { step, of: step + (await left(wizard, folder, wish, found)) }
  if (question) return ask(drawn(wizard.client, question, { ...wish, folder }), place)
  const ended = await conclude({ ...wizard, folder, draft: wish.draft }, place)
  if (isImpossible(ended)) return askNearest(wish, ended, place)
  return ended && ended !== 'back' ? { answer: { ...wish, written: ended } } : ended
}

const questionsFor = ({ client }: Wizard, folder: Uri, draft: Draft): Promise<readonly Question[] | Impossible> =>
  client.sendRequest(methods.questions, paramsOf(client, folder, draft))

/** Of another framework there may be other questions: so many as of the default. */
async function left(wizard: Wizard, folder: Uri, { draft }: Wish, found: readonly Question[]): Promise<number> {
  const [first] = found
  if (first?.id !== 'framework') return found.length
  const behind = await questionsFor(wizard, folder, { ...draft, framework: first.default as string })
  return found.length + (isImpossible(behind) ? 0 : behind.length)
}
