import { expect, it } from 'vitest'
import { Editor, MEMORY, rulesOf } from './support/client'

const memory = {
  'compose.yaml': 'services:\n  a:\n    build: app\n    gpus: all\n',
  'compose.override.yaml': 'services:\n  a:\n    gpus: al\n',
  'app/Dockerfile': 'FROM nvidia/cuda:latest\n',
  'notes.yaml': 'a: b\n',
  'old/docker-compose.yml': 'services:\n  a:\n    image: nvidia/cuda:latest\n    gpus: all\n',
  '.gpu-compose.yaml': 'ignore: ["old/**"]\n',
}

it('a workspace that lies on no disk is checked whole, by what the editor reads', async () => {
  const editor = await Editor.start({ memory, initializationOptions: { files: true } })
  const summary = await editor.connection.sendRequest('gpuCompose/checkWorkspace')
  expect(summary).toMatchObject({ files: 3, errors: 2 })
  const shown = async (path: string) => rulesOf(await editor.until(`${MEMORY}/${path}`, () => true, path))
  expect(await shown('app/Dockerfile')).toEqual(['image/cuda-tag-latest'])
  expect(await shown('compose.override.yaml')).toEqual(['compose/gpus-scalar-invalid'])
  expect(editor.published.map(({ uri }) => uri)).not.toContain(`${MEMORY}/old/docker-compose.yml`)
  await editor.stop()
})
