import { l10n, type Uri, window, workspace } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { isImpossible } from '../../generate/plan'
import type { Draft, Impossible } from '../../service/scaffold'
import { methods, type Project, type ProjectParams } from '../lsp/protocol'
import { ask, type Choice, type Place, refusal } from './ask'
import type { Preview } from './preview'
import { isChanged, isNew, type Settled, settle, write } from './project-files'
import { say } from './say'

interface Wanted {
  readonly client: BaseLanguageClient
  readonly preview: Preview
  readonly folder: Uri
  readonly draft: Draft
  readonly given: Draft
}

/** Shows what would be written, and writes it when told to. @returns the compose file */
export async function conclude(
  { client, preview, folder, draft, given }: Wanted,
  place: Place,
): Promise<Uri | Impossible | 'back' | undefined> {
  const params: ProjectParams = { folder: client.code2ProtocolConverter.asUri(folder), draft, given }
  const project = await client.sendRequest<Project>(methods.project, params)
  if (isImpossible(project)) return project
  const files = await settle(folder, project.files)
  const seen = new Set<Settled>()
  const title = l10n.t('New GPU Project')
  const placeholder = l10n.t('As written by: {0}', project.command)
  for (let focus = 0; ; ) {
    const choices = [toCreate(files, seen, folder), ...files.map(toShow)]
    const chosen = await ask({ title, placeholder, choices, focus }, place)
    if (chosen === undefined || chosen === 'back') return chosen
    if (chosen.answer === 'create') return create(files)
    await preview.show(chosen.answer, l10n.t('{0}: what the new project changes', chosen.answer.path))
    seen.add(chosen.answer)
    // One Enter after the other shows file after file, and leads back to the row in front.
    focus = (files.indexOf(chosen.answer) + 2) % choices.length
  }
}

type Row = Choice<'create' | Settled>

/** What is there already is replaced only after its user saw how. */
function toCreate(files: readonly Settled[], seen: ReadonlySet<Settled>, folder: Uri): Row {
  const [made, changed] = [files.filter(isNew).length, files.filter(isChanged)]
  const unseen = changed.filter((file) => !seen.has(file)).map(({ path }) => path)
  const detail = workspace.asRelativePath(folder)
  const label = inWords(made, changed.length)
  if (unseen.length > 0)
    return refusal(label, l10n.t('There already: {0}. Look at what would change, then create', unseen.join(', ')))
  if (made + changed.length === 0) return refusal(label, l10n.t('All of it is there already, as it would be written'))
  return { label: `$(new-file) ${label}`, detail, answer: 'create' }
}

function inWords(made: number, changed: number): string {
  if (changed === 0) return l10n.t('Create {0} files', made)
  return l10n.t('Create {0} files, change {1}', made, changed)
}

function toShow(file: Settled): Row {
  if (isNew(file)) return { label: `$(file) ${file.path}`, description: l10n.t('new'), answer: file }
  const description = isChanged(file) ? l10n.t('there already: see what changes') : l10n.t('there already, the same')
  return { label: `$(${isChanged(file) ? 'diff' : 'check'}) ${file.path}`, description, answer: file }
}

/** In the order of a reader the compose file stands first. */
async function create(files: readonly Settled[]): Promise<Uri | undefined> {
  const [compose] = files
  if (!compose || !(await write(files))) {
    say(l10n.t('GPU Compose: the project could not be written'))
    return undefined
  }
  await window.showTextDocument(compose.uri)
  return compose.uri
}
