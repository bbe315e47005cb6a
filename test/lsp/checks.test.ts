import { describe, expect, it } from 'vitest'
import type { TextDocuments } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { Checks, type Kept } from '../../src/adaptors/lsp/checks'
import { noFiles, withEditors } from '../../src/adaptors/lsp/files'
import { Root } from '../../src/adaptors/lsp/root'
import { defaultSettings } from '../../src/adaptors/lsp/settings'

const uri = 'file:///w/docker-compose.yml'
const bad = 'services: { a: { image: "nvidia/cuda:latest", gpus: all } }\n'

/** Checks of one document whose files answer when they are told to. */
function slowly() {
  let document = TextDocument.create(uri, 'yaml', 1, bad)
  const waiting: (() => void)[] = []
  const files = withEditors(
    { ...noFiles, read: () => new Promise((answer) => waiting.push(() => answer(undefined))) },
    () => undefined,
  )
  const root = new Root('file:///w', files, defaultSettings, 'always', () => undefined)
  const shown: Kept[] = []
  const checks = new Checks({
    documents: { get: () => document } as Partial<TextDocuments<TextDocument>> as TextDocuments<TextDocument>,
    folders: () => ['file:///w'],
    rootAt: async () => root,
    show: async (kept) => void shown.push(kept),
    reread: () => undefined,
    failed: (_, error) => {
      throw error
    },
  })
  checks.open(document)
  return {
    checks,
    shown,
    type: (text: string) => {
      document = TextDocument.create(uri, 'yaml', document.version + 1, text)
      checks.schedule(uri, 0)
    },
    answer: async () => {
      for (let turn = 0; turn < 50; turn++) {
        for (const one of waiting.splice(0)) one()
        await new Promise((next) => setTimeout(next, 1))
      }
    },
  }
}

describe('Checks', () => {
  it('never shows what was found in an older text', async () => {
    const { checks, shown, type, answer } = slowly()
    checks.schedule(uri, 0)
    await new Promise((next) => setTimeout(next, 10))
    type(bad.replace('latest', '12.4.1-base-ubuntu22.04'))
    await answer()
    expect(shown.map(({ version }) => version)).toEqual([2])
  })

  it('shows nothing of a document that was closed meanwhile', async () => {
    const { checks, shown, answer } = slowly()
    checks.schedule(uri, 0)
    await new Promise((next) => setTimeout(next, 10))
    checks.close(uri)
    await answer()
    expect(shown).toEqual([])
  })

  it('settles at the text that is there now, without waiting for the typing to end', async () => {
    const { checks, type, answer } = slowly()
    checks.schedule(uri, 60_000)
    type('services: {}\n')
    checks.schedule(uri, 60_000)
    const settled = checks.settled(uri)
    await answer()
    expect(await settled).toMatchObject({ version: 2, result: { findings: [] } })
  })
})
