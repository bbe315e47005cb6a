import { l10n, type Uri, window, workspace } from 'vscode'
import { type Answer, ask, type Choice, type Place } from './ask'
import { title, type Wish } from './project-wish'

/** Asks for the folder of a project: one of the workspace, or any. */
export async function askFolder(wish: Wish, place: Place): Promise<Answer<Wish>> {
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
