import { expect, test } from 'vitest'
import { readDevcontainer } from '../../../src/documents/devcontainer/read'
import { SourceFile } from '../../../src/documents/source'

const read = (text: string) => readDevcontainer(new SourceFile('.devcontainer/devcontainer.json', text))

const REAL = `// For format details, see https://aka.ms/devcontainer.json
{
  "name": "CUDA", /* a comment */
  "image": "nvidia/cuda:12.4.1-devel-ubuntu22.04",
  "build": { "dockerfile": "Dockerfile" },
  "runArgs": ["--gpus", "all", "--name=\${localEnv:USER}",],
  "hostRequirements": { "gpu": "optional" },
  "dockerComposeFile": ["../docker-compose.yml", "docker-compose.yml"],
}
`

test('reads a file with comments and trailing commas', () => {
  const document = read(REAL)
  expect(document.problems).toEqual([])
  expect(document).toMatchObject({
    image: { value: 'nvidia/cuda:12.4.1-devel-ubuntu22.04' },
    dockerfile: { value: 'Dockerfile' },
    gpu: { value: 'optional' },
  })
  expect(document.runArgs.map(({ value }) => value)).toEqual(['--gpus', 'all', undefined])
  expect(document.dockerComposeFiles.map(({ value }) => value)).toEqual(['../docker-compose.yml', 'docker-compose.yml'])
  expect(document.image?.node.source).toBe('"nvidia/cuda:12.4.1-devel-ubuntu22.04"')
})

test('the old dockerFile, and one compose file', () => {
  expect(read('{ "dockerFile": "D", "dockerComposeFile": "c.yml" }')).toMatchObject({
    dockerfile: { value: 'D' },
    dockerComposeFiles: [{ value: 'c.yml' }],
  })
})

test('a file cut anywhere, or of another shape, is read', () => {
  for (let end = 0; end < REAL.length; end++) read(REAL.slice(0, end))
  for (const text of ['[]', '1', '{"runArgs": 1, "build": []}', '\uFEFF{ "image": "a" }']) read(text)
  expect(read('\uFEFF{ "image": "a" }')).toMatchObject({ image: { value: 'a' }, problems: [] })
})
