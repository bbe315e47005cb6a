import { afterEach, describe, expect, it } from 'vitest'
import type { CompletionList, Hover, InlayHint } from 'vscode-languageserver'
import { type Document, Editor, type Options } from './support/client'

const compose = '# ä 𝄞\r\nservices:\r\n  a:\r\n    image: nvidia/cuda:12.4.1-base-ubuntu22.04\r\n    gpus: all\r\n'
const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }

let editor: Editor
async function open(text = compose, name = 'compose.yaml', options: Options = {}): Promise<Document> {
  editor = await Editor.start(options)
  return editor.open(name, text)
}
afterEach(() => editor.stop())

const ask = <T>(document: Document, method: string, more: object): Promise<T> =>
  editor.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: document.uri }, ...more })

describe('inlay hints', () => {
  const hints = (document: Document, range = everything) => ask<InlayHint[]>(document, 'inlayHint', { range })

  it('are announced, and stand at the ends of their lines', async () => {
    const document = await open()
    expect(editor.initialized?.capabilities).toMatchObject({ inlayHintProvider: true })
    const found = await hints(document)
    const image = 'CUDA 12.4 · driver ≥ 525.60.13 (R550 shipped)'
    expect(found.map(({ position, label }) => [position, label])).toEqual([
      [{ line: 3, character: 46 }, image],
      [{ line: 2, character: 4 }, 'sees all GPUs'],
    ])
    expect(found[0]).toMatchObject({ paddingLeft: true, tooltip: expect.stringMatching(/^Source: /) })
    expect(await hints(document, { start: { line: 0, character: 0 }, end: { line: 2, character: 9 } })).toHaveLength(1)
  })

  it('follow the text without waiting for a check', async () => {
    const document = await open()
    await document.replace('12.4.1', '11.8.0')
    expect((await hints(document))[0]?.label).toBe('CUDA 11.8 · driver ≥ 450.80.02 (R520 shipped)')
  })

  it('are switched off by their setting, and are none for what is not ours', async () => {
    const document = await open(compose, 'compose.yaml', { settings: { inlayHints: { enable: false } } })
    expect(await hints(document)).toEqual([])
    await editor.setSettings({})
    expect(await hints(document)).toHaveLength(2)
    expect(await hints(await editor.open('plain.yaml', 'a: 1\n'))).toEqual([])
  })
})

describe('hover', () => {
  const hover = (document: Document, line: number, character: number) =>
    ask<Hover | null>(document, 'hover', { position: { line, character } })

  it('is announced, and explains the place under the cursor in Markdown', async () => {
    const document = await open()
    expect(editor.initialized?.capabilities).toMatchObject({ hoverProvider: true })
    const found = await hover(document, 3, 20)
    expect(found?.range && document.at(found.range)).toBe('nvidia/cuda:12.4.1-base-ubuntu22.04')
    expect(found?.contents).toMatchObject({
      kind: 'markdown',
      value: expect.stringMatching(/^\*\*nvidia\/cuda:12\.4\.1/),
    })
    expect(await hover(document, 1, 3)).toBeNull()
  })

  it('answers nothing where the extension is switched off, and for what is none of ours', async () => {
    const document = await open(compose, 'compose.yaml', { settings: { enable: false } })
    expect(await hover(document, 3, 20)).toBeNull()
    expect(await hover(await editor.open('plain.yaml', 'a: 1\n'), 0, 0)).toBeNull()
  })
})

describe('completion', () => {
  const complete = (document: Document, line: number, character: number) =>
    ask<CompletionList>(document, 'completion', { position: { line, character } })

  it('is announced, and proposes in order, with ranges that hold the whole word', async () => {
    const document = await open(compose.replace('12.4.1-base-ubuntu22.04', '12.4.1-b'))
    expect(editor.initialized?.capabilities).toMatchObject({
      completionProvider: { triggerCharacters: expect.arrayContaining([':', '-', '.', '=']) },
    })
    const { isIncomplete, items } = await complete(document, 3, 30)
    expect(isIncomplete).toBe(false)
    const [first, second] = items
    expect(first).toMatchObject({
      label: '12.4.1-base-ubuntu22.04',
      detail: 'driver ≥ 525.60.13',
      textEdit: { range: { start: { line: 3, character: 23 }, end: { line: 3, character: 31 } } },
    })
    expect(second).toMatchObject({ label: '12.4.1-base-ubuntu20.04', tags: [1] })
    expect([...items].sort((a, b) => `${a.sortText}`.localeCompare(`${b.sortText}`))).toEqual(items)
    expect(first && document.after([first.textEdit as never])).toBe(compose)
  })

  it('says beside a long label what its row has room for, and all of it behind', async () => {
    const document = await open(compose.replace('12.4.1-base-ubuntu22.04', '12.4.1-cudnn-r'))
    expect((await complete(document, 3, 36)).items[0]).toMatchObject({
      label: '12.4.1-cudnn-runtime-ubuntu22.04',
      detail: 'cuDNN 9.1',
      documentation: 'cuDNN 9.1 · driver ≥ 525.60.13',
    })
    const unknown = await open(compose.replace('12.4.1-base-ubuntu22.04', '13.2.1-cudnn-'))
    const [first] = (await complete(unknown, 3, 36)).items
    expect([first?.label, first?.detail]).toEqual(['13.2.1-cudnn-devel-ubuntu24.04', undefined])
  })

  it('asks again while many fit, and follows the text as it is typed', async () => {
    const document = await open(compose.replace('12.4.1-base-ubuntu22.04', ''))
    expect((await complete(document, 3, 23)).isIncomplete).toBe(true)
    await document.replace('nvidia/cuda:', 'nvidia/cuda:13.0.2-')
    const { isIncomplete, items } = await complete(document, 3, 30)
    expect([isIncomplete, items[0]?.label]).toEqual([false, '13.0.2-base-ubuntu24.04'])
  })

  it('leaves to others what the schema lists', async () => {
    const text = compose.replace('all', '')
    const document = await open(text)
    expect((await complete(document, 4, 10)).items.map(({ label }) => label)).toEqual(['all'])
    await editor.stop()
    const beside = await open(text, 'compose.yaml', { initializationOptions: { neighbours: ['redhat.vscode-yaml'] } })
    expect((await complete(beside, 4, 10)).items).toEqual([])
    expect((await complete(beside, 3, 23)).items).not.toEqual([])
  })
})
