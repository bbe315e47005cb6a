import { l10n, ThemeIcon, type Uri, window, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { isImpossible } from '../../generate/plan'
import type { Draft, Impossible, Question } from '../../service/scaffold'
import { methods, type QuestionsParams, type TypedParams } from '../lsp/protocol'
import { type Answer, ask, type Choice, markOfDefault, type Place, refusal, walk } from './ask'
import type { Running } from './client'
import { conclude } from './conclude'
import { Preview } from './preview'

/** What is said so far. */
interface Wish {
  readonly folder?: Uri
  readonly draft: Draft
  /** The rest is taken by default. */
  readonly enough?: true
  /** The compose file that was written. */
  readonly written?: Uri
}

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

const paramsOf = (client: BaseLanguageClient, folder: Uri, draft: Draft): QuestionsParams => ({
  folder: client.code2ProtocolConverter.asUri(folder),
  draft,
})

/** Of another framework there may be other questions: so many as of the default. */
async function left(wizard: Wizard, folder: Uri, { draft }: Wish, found: readonly Question[]): Promise<number> {
  const [first] = found
  if (first?.id !== 'framework') return found.length
  const behind = await questionsFor(wizard, folder, { ...draft, framework: first.default as string })
  return found.length + (isImpossible(behind) ? 0 : behind.length)
}

const title = () => l10n.t('New GPU Project')

async function askFolder(wish: Wish, place: Place): Promise<Answer<Wish>> {
  const folders = workspace.workspaceFolders ?? []
  const choices: Choice<Uri | 'other'>[] = folders.map(({ name, uri }) => ({ label: name, answer: uri }))
  choices.push({ label: l10n.t('Other Folder…'), answer: 'other' })
  const asked =
    folders.length > 0 ? ask({ title: title(), placeholder: l10n.t('Where shall it be?'), choices }, place) : undefined
  const chosen = (await asked) ?? (asked ? undefined : { answer: 'other' as const })
  if (chosen === undefined || chosen === 'back') return chosen
  const folder = chosen.answer === 'other' ? await browse() : chosen.answer
  return folder && { answer: { ...wish, folder } }
}

async function browse(): Promise<Uri | undefined> {
  const openLabel = l10n.t('Create Here')
  const dialog = { title: title(), openLabel, canSelectFolders: true, canSelectFiles: false, canSelectMany: false }
  return (await window.showOpenDialog(dialog))?.[0]
}

/** The question as the core has it, drawn as a list. */
function drawn(client: BaseLanguageClient, question: Question, wish: Wish & { readonly folder: Uri }) {
  const { id, many, other, options } = question
  const said = (value: unknown): Wish => ({ ...wish, draft: { ...wish.draft, [id]: value } })
  const choices = options.map(({ value, label, description, isDefault }): Choice<Wish> => {
    return { label, detail: description, answer: said(value), ...(isDefault && markOfDefault()) }
  })
  const typed = async (text: string): Promise<Choice<Wish>> => {
    const params: TypedParams = { ...paramsOf(client, wish.folder, wish.draft), id, text }
    const draft = await client.sendRequest<Draft | Impossible>(methods.typed, params)
    return isImpossible(draft) ? refusal(text, draft.impossible) : { label: text, answer: { ...wish, draft } }
  }
  return {
    title: title(),
    placeholder: other === undefined ? question.title : l10n.t('{0} Or type {1}', question.title, other),
    choices,
    ...(many && { together: (answers: readonly Wish[]) => said(answers.flatMap(({ draft }) => draft[id])) }),
    ...(other !== undefined && { typed }),
    ...(id !== 'framework' && { shortcut: { ...enough(), answer: { ...wish, enough: true as const } } }),
  }
}

const enough = () => ({ iconPath: new ThemeIcon('check-all'), tooltip: l10n.t('Take the defaults for the rest') })

/** The sentence that says why not, and the nearest project that can be had. */
function askNearest(wish: Wish, { impossible, nearest }: Impossible, place: Place): Promise<Answer<Wish>> {
  const choices = [refusal<Wish>(l10n.t('Not like this'), impossible)]
  if (nearest)
    choices.push({
      label: l10n.t('Take the nearest that can be had'),
      detail: inWords(nearest, wish.draft),
      answer: { ...wish, draft: nearest },
    })
  return ask({ title: title(), placeholder: '', choices }, place)
}

/** What is another than before. */
const inWords = (nearest: Draft, before: Draft): string =>
  Object.entries(nearest)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Draft]))
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')
