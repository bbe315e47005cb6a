import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { Project } from '../../src/adaptors/lsp/protocol'
import type { Draft, Impossible, Question } from '../../src/service/scaffold'
import { Editor, type Options } from './support/client'

let editor: Editor
const start = async (options: Options = {}) => {
  editor = await Editor.start(options)
}
afterEach(() => editor.stop())

const ask = <T>(method: string, more: object, folder = ''): Promise<T> =>
  editor.connection.sendRequest(method, { folder: editor.uri(folder), ...more })
const questions = <T = Question[]>(draft: Draft, folder?: string) => ask<T>('gpuCompose/questions', { draft }, folder)
const project = (draft: Draft, given: Draft = {}) => ask<Project>('gpuCompose/project', { draft, given })

it('the questions that are left, until there are none', async () => {
  await start()
  let draft: Draft = { framework: 'pytorch' }
  const asked: string[] = []
  for (let [next] = await questions(draft); next; [next] = await questions(draft)) {
    asked.push(next.id)
    draft = { ...draft, [next.id]: next.default }
  }
  expect(asked).toEqual(expect.arrayContaining(['mode', 'version', 'gpus', 'wiring', 'extras']))
  const made = await project(draft)
  // What was taken by default is no wish: the files are those of the example.
  expect('files' in made && made.command).toBe('gpu-compose new pytorch')
  const example = resolve(__dirname, '../../examples/pytorch')
  const same = (path: string) => readFileSync(join(example, path), 'utf8')
  for (const { path, text } of 'files' in made ? made.files : []) expect([path, text]).toEqual([path, same(path)])
})

it('are those of the target that the configuration of the folder names', async () => {
  const config = 'target: { driver: 470.57.02, platform: jetson }\n'
  await start({ files: { 'car/.gpu-compose.yaml': config } })
  expect(await questions({ framework: 'pytorch' })).toHaveProperty('length')
  expect(await questions<Impossible>({ framework: 'pytorch' }, 'car')).toMatchObject({
    impossible: expect.stringContaining('Jetson'),
  })
  // A folder that no window has open has a configuration too.
  await editor.stop()
  await start({ files: { 'car/.gpu-compose.yaml': config }, folders: ['other'] })
  expect(await questions<Impossible>({ framework: 'pytorch' }, 'car')).toHaveProperty('impossible')
})

it('what is typed is a draft, or the sentence that says why not', async () => {
  await start()
  const typed = (text: string) => ask('gpuCompose/typed', { draft: { framework: 'pytorch' }, id: 'gpus', text })
  expect(await typed(' 0,2 ')).toEqual({ framework: 'pytorch', gpus: ['0', '2'] })
  expect(await typed('many')).toMatchObject({ impossible: expect.stringContaining('"many"') })
})

it('a project that cannot be had is a sentence and the nearest one', async () => {
  await start({ settings: { target: { gpus: ['RTX 4090'] } } })
  expect(await project({ framework: 'pytorch', gpus: 5 })).toMatchObject({
    impossible: '5 GPUs are wished, and the target has one GPU (index 0).',
    nearest: { framework: 'pytorch', gpus: 1 },
  })
})
