import { afterEach, expect, it } from 'vitest'
import type { TextDocumentEdit, TextEdit } from 'vscode-languageserver'
import type { Given, GpuService, Refused, Way } from '../../src/adaptors/lsp/protocol'
import { type Document, Editor, type Options } from './support/client'

const compose = 'services:\n  a:\n    image: acme/worker:1 # keep\n  b:\n    image: x\n    gpus: all\n'

let editor: Editor
const open = async (text = compose, options: Options = {}): Promise<Document> => {
  editor = await Editor.start({ files: { 'compose.yaml': text }, ...options })
  return editor.open('compose.yaml', text)
}
afterEach(() => editor.stop())

const services = ({ uri }: Document): Promise<GpuService[]> =>
  editor.connection.sendRequest('gpuCompose/gpuServices', { textDocument: { uri } })
const waysFor = <T = Way[]>({ uri }: Document, service: string, gpus: string): Promise<T> =>
  editor.connection.sendRequest('gpuCompose/gpuWays', { textDocument: { uri }, service, gpus })

const give = <T = Given>({ uri }: Document, service: string, gpus: string, wiring: string): Promise<T> =>
  editor.connection.sendRequest('gpuCompose/giveGpu', { textDocument: { uri }, service, gpus, wiring })

function textAfter(document: Document, { edit }: Given): string {
  const [change, ...more] = (edit.documentChanges ?? []) as TextDocumentEdit[]
  expect([change?.textDocument, more]).toEqual([{ uri: document.uri, version: document.version }, []])
  return document.after(change?.edits as TextEdit[])
}

it('the services of a compose file, and why one of them is given no GPU', async () => {
  const document = await open()
  expect(await services(document)).toMatchObject([
    { name: 'a', range: { start: { line: 1 }, end: { line: 2, character: 24 } } },
    { name: 'b', range: { start: { line: 3 } }, not: 'b has a GPU already: line 6 asks for it under gpus.' },
  ])
  const none = await editor.open('deploy.yaml', 'name: x\n')
  expect(await services(none)).toEqual([])
})

it('every wiring with its reason, the usual one first, and the edit of this version for the one that is chosen', async () => {
  const document = await open()
  await document.replace('worker:1', 'worker:2')
  const ways = await waysFor(document, 'a', 'device=1')
  expect(ways.map(({ wiring, usual }) => [wiring, usual])).toEqual([
    ['deploy', true],
    ['gpus', false],
    ['runtime', false],
    ['cdi', false],
    ['devices', false],
  ])
  expect(ways[0]?.because).toContain('Docker Compose from 1.28')
  expect(ways.some(({ refused }) => refused !== undefined)).toBe(false)
  expect(textAfter(document, await give(document, 'a', 'device=1', 'gpus'))).toBe(
    compose
      .replace('worker:1', 'worker:2')
      .replace('# keep\n', '# keep\n    gpus:\n      - driver: nvidia\n        device_ids: ["1"]\n'),
  )
})

it('the sentence where a wiring cannot be had, or no GPU is named', async () => {
  const settings = { target: { compose: '2.26', platform: 'jetson' } }
  const document = await open(compose, { settings })
  const ways = await waysFor(document, 'a', 'all')
  const sentenceOf = (name: string) => ways.find(({ wiring }) => wiring === name)?.refused
  expect(ways[0]).toMatchObject({ wiring: 'runtime', usual: true })
  expect(sentenceOf('gpus')).toContain('On a Jetson a device request fails')
  expect(sentenceOf('cdi')).toContain('Docker Compose 2.26')
  expect(await give<Refused>(document, 'a', 'all', 'gpus')).toEqual({ refused: sentenceOf('gpus') })
  const none = { refused: expect.stringContaining('asks for no GPU') }
  expect(await waysFor<Refused>(document, 'a', '0')).toEqual(none)
  expect(await give<Refused>(document, 'a', '0', 'runtime')).toEqual(none)
  expect((await waysFor(document, 'b', 'all')).every(({ refused }) => refused?.includes('has a GPU already'))).toBe(
    true,
  )
})

it('what else changes with it', async () => {
  const document = await open('services:\n  a:\n    image: x\n  b:\n    extends: a\n')
  expect((await give(document, 'a', 'all', 'deploy')).notes).toEqual(['b extends a and gets the GPU too.'])
})

it('a wiring that makes an error of the text is refused when it is chosen', async () => {
  const document = await open('services:\n  a:\n    image: x\n    environment:\n      - CUDA_VISIBLE_DEVICES=3\n')
  expect((await waysFor(document, 'a', 'device=0')).map(({ refused }) => refused)).toContain(undefined)
  const given = await give<Refused>(document, 'a', 'device=0', 'deploy')
  expect(given.refused).toContain('CUDA_VISIBLE_DEVICES=3 selects no GPU')
})
