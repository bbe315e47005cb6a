import { l10n, type TextDocument, Uri, window, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { isRefusal, readGpus } from '../../rules/refactorings/give/wish'
import {
  type Given,
  type GiveParams,
  type GpuService,
  methods,
  type Refused,
  type Way,
  type WayParams,
} from '../lsp/protocol'
import { type Answer, ask, type Choice, markOfDefault, type Place, refusal, walk } from './ask'
import type { Running } from './client'
import { say } from './say'
import { composeFiles } from './selector'

/** What is known of the wish so far, in the order in which it is asked. */
interface Wish {
  readonly document?: TextDocument
  readonly services?: readonly GpuService[]
  readonly service?: string
  readonly gpus?: string
  readonly way?: Way
}

/** Gives a service of the compose file in the editor, or of one that is chosen, a GPU. @returns whether the text changed */
export async function addGpu(running: Running): Promise<boolean> {
  const client = await running.client()
  if (!client) return false
  const wish = await walk(await startOf(client), (state, step) => next(client, state, step))
  return wish ? give(client, wish) : false
}

/** The file in the editor, and the service under the cursor. */
async function startOf(client: BaseLanguageClient): Promise<Wish> {
  const editor = window.activeTextEditor
  const wish = editor && (await withFile(client, editor.document))
  if (!editor || !wish?.services?.length) return {}
  const { line } = editor.selection.active
  const here = wish.services.find(({ range: { start, end } }) => start.line <= line && line < lineBehind(end))
  return here && !here.not ? { ...wish, service: here.name } : wish
}

/** The line behind a stretch, which most often ends where that line starts. */
const lineBehind = ({ line, character }: GpuService['range']['end']): number => (character > 0 ? line + 1 : line)

/** A service is asked for where several could be meant. */
async function withFile(client: BaseLanguageClient, document: TextDocument): Promise<Wish> {
  const services = await client.sendRequest<GpuService[]>(methods.gpuServices, { textDocument: idOf(client, document) })
  const free = services.filter((service) => !service.not)
  return { document, services, ...(free.length === 1 && free[0] && { service: free[0].name }) }
}

const idOf = (client: BaseLanguageClient, { uri }: TextDocument): WayParams['textDocument'] => ({
  uri: client.code2ProtocolConverter.asUri(uri),
})

async function next(client: BaseLanguageClient, wish: Wish, step: number): Promise<Answer<Wish> | 'done'> {
  const { document, services = [], service, gpus, way } = wish
  const open = [document, service, gpus, way].filter((part) => part === undefined).length
  const place: Place = { step, of: step + open - 1 }
  if (!document) return askFile(client, place)
  if (service === undefined) return askService(wish, services, place)
  if (gpus === undefined) return askGpus(wish, service, place)
  return way ? 'done' : askWay(client, wish, { textDocument: idOf(client, document), service, gpus }, place)
}

const title = (service?: string): string =>
  service === undefined ? l10n.t('Add GPU to Service') : l10n.t('Add GPU to {0}', service)

async function askFile(client: BaseLanguageClient, place: Place): Promise<Answer<Wish>> {
  const files = await workspace.findFiles(composeFiles)
  if (files.length === 0) say(l10n.t('GPU Compose: no compose file here'))
  if (files.length === 0) return undefined
  const choices = files.map((uri) => ({ label: workspace.asRelativePath(uri), answer: uri.toString() })).sort(byLabel)
  const placeholder = l10n.t('Which compose file?')
  const chosen = await ask({ title: title(), placeholder, choices }, place)
  if (chosen === undefined || chosen === 'back') return chosen
  const document = await workspace.openTextDocument(Uri.parse(chosen.answer))
  await window.showTextDocument(document)
  return { answer: await withFile(client, document) }
}

const byLabel = (a: Choice<string>, b: Choice<string>): number => a.label.localeCompare(b.label)

function askService(wish: Wish, services: readonly GpuService[], place: Place): Promise<Answer<Wish>> {
  const choices = services.map(
    ({ name, not }): Choice<Wish> =>
      not === undefined ? { label: name, answer: { ...wish, service: name } } : refusal(name, not),
  )
  const free = (choice: Choice<Wish>) => Number(choice.answer !== undefined)
  choices.sort((a, b) => free(b) - free(a))
  return ask({ title: title(), placeholder: l10n.t('Which service gets the GPU?'), choices }, place)
}

function askGpus(wish: Wish, service: string, place: Place): Promise<Answer<Wish>> {
  const choice = (gpus: string, label: string, more: object): Choice<Wish> => ({
    label,
    answer: { ...wish, gpus },
    ...more,
  })
  const choices = [
    choice('all', l10n.t('All GPUs'), { ...markOfDefault(), detail: l10n.t('What the machine has') }),
    choice('1', l10n.t('1 GPU'), { detail: l10n.t('The first one: a count means the first GPUs') }),
    choice('device=0', l10n.t('GPU 0'), { detail: l10n.t('That one, by its index') }),
  ]
  const typed = async (words: string): Promise<Choice<Wish>> => {
    const read = readGpus(words)
    return isRefusal(read) ? refusal(words, read.refused) : choice(words, words, {})
  }
  const placeholder = l10n.t('Which GPUs? A number, indexes (0,1), UUIDs and CDI names can be typed')
  return ask({ title: title(service), placeholder, choices, typed }, place)
}

async function askWay(client: BaseLanguageClient, wish: Wish, params: WayParams, place: Place): Promise<Answer<Wish>> {
  const ways = await client.sendRequest<Way[] | Refused>(methods.gpuWays, params)
  const choices = Array.isArray(ways) ? ways.map((way) => wayChoice(wish, way)) : [refusal<Wish>('', ways.refused)]
  const placeholder = l10n.t('How should the service ask for its GPUs?')
  return ask({ title: title(params.service), placeholder, choices }, place)
}

function wayChoice(wish: Wish, way: Way): Choice<Wish> {
  const { wiring, because, usual, refused } = way
  if (refused !== undefined) return refusal(wiring, refused)
  return { label: wiring, detail: because, answer: { ...wish, way }, ...(usual && markOfDefault()) }
}

async function give(client: BaseLanguageClient, { document, service = '', gpus = '', way }: Wish): Promise<boolean> {
  if (!document || !way) return false
  const params: GiveParams = { textDocument: idOf(client, document), service, gpus, wiring: way.wiring }
  const given = await client.sendRequest<Given | Refused>(methods.giveGpu, params)
  if ('refused' in given) say(given.refused)
  if ('refused' in given) return false
  const { edit, notes } = given
  const applied = await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(edit))
  for (const note of notes) client.outputChannel.appendLine(`${service}: ${note}`)
  const done = l10n.t('GPU Compose: {0} got a GPU ({1})', service, way.wiring)
  if (applied) say(notes.length > 0 ? l10n.t('{0}; see the output for what else changes', done) : done)
  return applied
}
