import { l10n, ThemeIcon, type Uri } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { isImpossible } from '../../generate/plan'
import type { Draft, Impossible, Question } from '../../service/scaffold'
import { methods, type QuestionsParams, type TypedParams } from '../lsp/protocol'
import { type Answer, ask, type Choice, markOfDefault, type Place, refusal } from './ask'
import { title, type Wish } from './project-wish'

export const paramsOf = (client: BaseLanguageClient, folder: Uri, draft: Draft): QuestionsParams => ({
  folder: client.code2ProtocolConverter.asUri(folder),
  draft,
})

/** The question as the core has it, drawn as a list. */
export function drawn(client: BaseLanguageClient, question: Question, wish: Wish & { readonly folder: Uri }) {
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
export function askNearest(wish: Wish, { impossible, nearest }: Impossible, place: Place): Promise<Answer<Wish>> {
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
