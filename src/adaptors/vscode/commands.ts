import {
  type CodeAction,
  commands,
  type Disposable,
  type ExtensionContext,
  l10n,
  ProgressLocation,
  Range,
  type Uri,
  window,
  workspace,
} from 'vscode'
import type { Draft } from '../../service/scaffold'
import { clientCommands, methods, type WorkspaceSummary } from '../lsp/protocol'
import { addGpu } from './add-gpu'
import type { Running } from './client'
import { openRuleDocumentation } from './documentation'
import { newProject } from './new-project'
import { say } from './say'
import { select } from './select'
import { changeGpu, copyAsDockerRun } from './service-commands'

const FIX_ALL = 'source.fixAll.gpuCompose'

export function registerCommands(context: ExtensionContext, running: Running): void {
  context.subscriptions.push(
    command('checkWorkspace', () => checkWorkspace(running)),
    command('fixAllInFile', fixAllInFile),
    command('addGpu', () => addGpu(running)),
    command('newProject', (folder, given) =>
      newProject(running, folder as Uri | undefined, given as Draft | undefined),
    ),
    command('openRuleDocumentation', openRuleDocumentation),
    command('restart', () => running.restart()),
    commands.registerCommand(clientCommands.select, select),
    commands.registerCommand(clientCommands.change, (...place) => changeGpu(running, ...place)),
    commands.registerCommand(clientCommands.copyRun, (...place) => copyAsDockerRun(running, ...place)),
  )
}

const command = (name: string, run: (...args: unknown[]) => unknown): Disposable =>
  commands.registerCommand(`gpuCompose.${name}`, run)

async function checkWorkspace(running: Running): Promise<WorkspaceSummary | undefined> {
  const title = l10n.t('GPU Compose: checking the workspace')
  const options = { location: ProgressLocation.Window, title, cancellable: true }
  const summary = await window.withProgress(options, async (_, token) => {
    const client = await running.client()
    return client?.sendRequest<WorkspaceSummary>(methods.checkWorkspace, token)
  })
  if (!summary) return undefined
  say(inShort(summary))
  await commands.executeCommand('workbench.panel.markers.view.focus')
  return summary
}

/** Applies what the server offers for this file and nobody else's fixes. @returns whether the text changed */
async function fixAllInFile(): Promise<boolean> {
  const document = window.activeTextEditor?.document
  if (!document) return false
  const whole = document.validateRange(new Range(0, 0, document.lineCount, 0))
  const offered = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    FIX_ALL,
  )
  const edit = offered.find((action) => action.kind?.value === FIX_ALL)?.edit
  if (!edit) say(l10n.t('GPU Compose: nothing here that is safe to fix'))
  return edit ? workspace.applyEdit(edit) : false
}

const inShort = ({ files, errors, warnings, infos }: WorkspaceSummary): string =>
  l10n.t('GPU Compose: {0} files, {1} errors, {2} warnings, {3} hints', files, errors, warnings, infos)
