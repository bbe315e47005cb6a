import { type Diagnostic, env, l10n, languages, type Uri, window } from 'vscode'
import { SOURCE } from '../lsp/source'

/** Opens the page of the rule under the cursor; asks which one where there are several. */
export async function openRuleDocumentation(): Promise<string | undefined> {
  const editor = window.activeTextEditor
  if (!editor) return undefined
  const all = languages.getDiagnostics(editor.document.uri).flatMap(pageOf)
  const here = all.filter(({ diagnostic }) => diagnostic.range.intersection(editor.selection) !== undefined)
  const chosen = await choose(here.length > 0 ? here : all)
  if (!chosen) return undefined
  // The answer comes when the user has agreed to leave the editor, which may be never.
  void env.openExternal(chosen.page)
  return chosen.page.toString(true)
}

interface Page {
  readonly rule: string
  readonly page: Uri
  readonly diagnostic: Diagnostic
}

function pageOf(diagnostic: Diagnostic): readonly Page[] {
  const { code, source } = diagnostic
  if (source !== SOURCE || typeof code !== 'object') return []
  return [{ rule: String(code.value), page: code.target, diagnostic }]
}

async function choose(pages: readonly Page[]): Promise<Page | undefined> {
  const single = pages.filter((page, i) => pages.findIndex(({ rule }) => rule === page.rule) === i)
  if (single.length <= 1) return single[0]
  const items = single.map((page) => ({ label: page.rule, detail: page.diagnostic.message, page }))
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which rule?') }))?.page
}
