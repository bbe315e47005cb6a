import { expect, test } from 'vitest'
import type { ComposeDocument } from '../../src/documents/compose/types'
import { ProjectLoader } from '../../src/documents/load'
import { MemoryWorkspace, type Workspace } from '../../src/documents/workspace'
import { fileKinds } from '../../src/lint/file-kinds'

const FILES = {
  'docker-compose.yml': `
include: [tools/compose.yaml]
services:
  train:
    extends: { file: common/base.yml, service: gpu }
    image: "a:\${TAG}"
    env_file: train.env
    build: { context: docker, dockerfile: D.gpu, target: runtime }
  plain: { image: b }
`,
  'docker-compose.override.yml': 'services: { plain: { gpus: all, environment: { A: 1 } } }\n',
  '.env': 'TAG=1.2\n',
  'train.env': 'NVIDIA_VISIBLE_DEVICES=0\nFROM_TAG=${TAG}\n',
  'common/base.yml': 'services: { gpu: { runtime: nvidia, build: { context: . } } }\n',
  'tools/compose.yaml': 'services: { tool: { image: "t:${V}" } }\n',
  'tools/.env': 'V=3\n',
  'docker/D.gpu': 'FROM x AS runtime\nCOPY reqs.txt .\nRUN pip install -r reqs.txt\nFROM y AS last\n',
  'docker/reqs.txt': 'torch==2.1.0\n',
}

const load = (files: Record<string, string>, path: string, text?: string) =>
  new ProjectLoader(new MemoryWorkspace(files)).load(path, text)
const serviceOf = (document: unknown, name: string) =>
  (document as ComposeDocument | undefined)?.services.find((service) => service.name === name)

test('a compose file with all that it names', async () => {
  const { document, project, dependencies } = (await load(FILES, 'docker-compose.yml')) ?? {}
  const train = serviceOf(document, 'train')
  expect(train).toMatchObject({
    image: { value: 'a:1.2' },
    runtime: { value: 'nvidia' },
    partial: false,
    environmentUnknown: false,
    environment: [
      { name: 'NVIDIA_VISIBLE_DEVICES', value: '0', form: 'env_file' },
      { name: 'FROM_TAG', value: '1.2' },
    ],
    build: { dockerfilePath: 'docker/D.gpu' },
  })
  expect(train?.runtime?.node.file.path).toBe('common/base.yml')
  expect(train?.environment[0]?.node.file.path).toBe('train.env')
  expect(train && project?.buildOf(train)?.stage?.name?.value).toBe('runtime')
  expect(project?.text('docker/reqs.txt')).toBe('torch==2.1.0\n')
  expect(serviceOf(document, 'plain')).toMatchObject({ requests: [{ source: 'gpus', count: 'all' }] })
  expect(serviceOf(project?.document('tools/compose.yaml'), 'tool')?.image?.value).toBe('t:3')
  expect(document && project?.siblingsOf(document as ComposeDocument).map(({ file }) => file.path)).toEqual([
    'docker-compose.override.yml',
  ])
  for (const path of Object.keys(FILES).slice(1)) expect(dependencies).toContain(path)
  expect(dependencies).not.toContain('docker-compose.yml')
})

test('an override file stands on its own, and knows its base', async () => {
  const { document, project } = (await load(FILES, 'docker-compose.override.yml')) ?? {}
  expect(serviceOf(document, 'plain')).toMatchObject({ overlay: true, partial: false })
  expect(document && project?.siblingsOf(document as ComposeDocument).map(({ file }) => file.path)).toEqual([
    'docker-compose.yml',
  ])
})

test('files that do not exist are dependencies too', async () => {
  const files = { 'docker-compose.yml': 'services: { a: { extends: { file: no.yml, service: b } } }\n' }
  const { document, dependencies } = (await load(files, 'docker-compose.yml')) ?? {}
  expect(serviceOf(document, 'a')?.partial).toBe(true)
  expect(dependencies).toEqual(
    expect.arrayContaining(['.env', 'no.yml', 'docker-compose.override.yml', 'compose.yaml']),
  )
})

test('a Dockerfile with the services that build it, from folders above', async () => {
  const builders = 'services: { s: { build: docker }, o: { build: . } }'
  const files = { ...FILES, 'docker/Dockerfile': 'FROM x\n', 'compose.yaml': builders }
  const { document, project, dependencies } = (await load(files, 'docker/Dockerfile')) ?? {}
  const dockerfile = document?.kind === 'dockerfile' ? document : undefined
  expect(dockerfile && project?.buildersOf(dockerfile).map(({ name }) => name)).toEqual(['s'])
  expect(project?.document('docker/Dockerfile')).toBe(dockerfile)
  expect(dependencies).toEqual(expect.arrayContaining(['compose.yaml', 'docker/compose.yaml']))
})

test('a Dockerfile with the arguments of the dev container that builds it', async () => {
  const imageOf = async (devcontainer: Record<string, string>, path: string) => {
    const files = { ...devcontainer, [path]: 'ARG TAG=1\nFROM x:$TAG\n' }
    const document = (await load(files, path))?.document
    return document?.kind === 'dockerfile' ? document.stages[0]?.rootImage : document
  }
  const building = (dockerfile: string, tag = '2') => JSON.stringify({ build: { dockerfile, args: { TAG: tag } } })
  expect(await imageOf({ 'devcontainer.json': building('Dockerfile') }, 'Dockerfile')).toBe('x:2')
  const hidden = '.devcontainer/devcontainer.json'
  expect(await imageOf({ [hidden]: building('Dockerfile') }, '.devcontainer/Dockerfile')).toBe('x:2')
  expect(await imageOf({ [hidden]: building('../docker/Dockerfile') }, 'docker/Dockerfile')).toBe('x:2')
  expect(await imageOf({ [hidden]: building('Dockerfile') }, 'Dockerfile')).toBe('x:1')
  expect(await imageOf({ [hidden]: building('../Dockerfile', '${localEnv:TAG}') }, 'Dockerfile')).toBeUndefined()
})

test('requirements of a Dockerfile that nobody builds are beside it', async () => {
  const files = { 'a/Dockerfile': 'FROM x\nCOPY r.txt /r.txt\nRUN pip install -r /r.txt\n', 'a/r.txt': 'numpy\n' }
  expect((await load(files, 'a/Dockerfile'))?.project.text('a/r.txt')).toBe('numpy\n')
})

test('projects of the configuration, and COMPOSE_FILE', async () => {
  const files = {
    'docker-compose.yml': 'services: { a: { image: x } }\n',
    'docker-compose.override.yml': 'services: { a: { runtime: other } }\n',
    'deploy/gpu.yml': 'services: { a: { gpus: all, build: . } }\n',
  }
  const projects = [['./docker-compose.yml', 'deploy/gpu.yml']]
  const configured = new ProjectLoader(new MemoryWorkspace(files), {
    projects,
    kindOf: fileKinds({ files: {}, projects }),
  })
  const service = serviceOf((await configured.load('docker-compose.yml'))?.document, 'a')
  expect(service).toMatchObject({ runtime: undefined, requests: [{ count: 'all' }], build: { contextPath: '' } })
  expect((await configured.load('deploy/gpu.yml'))?.document.kind).toBe('compose')
  const named = await load(
    { ...files, '.env': 'COMPOSE_FILE=docker-compose.yml:deploy/gpu.yml\n' },
    'docker-compose.yml',
  )
  expect(serviceOf(named?.document, 'a')).toMatchObject({ runtime: undefined, requests: [{ count: 'all' }] })
})

test('gpus of a base and of its override are both requested', async () => {
  const files = {
    'compose.yaml': 'services: { a: { image: x, gpus: all, env_file: [a.env, b.env] } }\n',
    'compose.override.yaml': 'services: { a: { gpus: [{ device_ids: ["1"] }], env_file: a.env } }\n',
    'a.env': 'A=a\n',
    'b.env': 'A=b\n',
  }
  const service = serviceOf((await load(files, 'compose.yaml'))?.document, 'a')
  expect(service?.requests).toMatchObject([{ count: 'all' }, { deviceIds: ['1'] }])
  expect(service?.environment).toMatchObject([{ name: 'A', value: 'b' }])
})

test('variables of the including project win over those of the included one', async () => {
  const files = {
    'compose.yaml': 'include: [{ path: in/a.yaml, env_file: [in/x.env] }]\n',
    '.env': 'A=outer\n',
    'in/x.env': 'A=inner\nB=inner\n',
    'in/a.yaml': 'services: { a: { image: "x:${A}-${B}", build: . } }\n',
  }
  const service = serviceOf((await load(files, 'compose.yaml'))?.project.document('in/a.yaml'), 'a')
  expect(service).toMatchObject({ image: { value: 'x:outer-inner' }, build: { contextPath: 'in' } })
})

test('nothing outside the root is read', async () => {
  const asked: string[] = []
  const workspace: Workspace = {
    read: async (path) => {
      asked.push(path)
      return undefined
    },
    list: async () => [],
  }
  const text =
    'include: [../a.yml, /b.yml, "https://x/y.yml"]\nservices: { a: { env_file: ../e, build: ../.., extends: { file: ../../c.yml, service: s } } }\n'
  const loaded = await new ProjectLoader(workspace).load('x/docker-compose.yml', text)
  expect(serviceOf(loaded?.document, 'a')).toMatchObject({ partial: true, environmentUnknown: true })
  expect(asked.filter((path) => path.startsWith('..') || path.startsWith('/') || path.includes('://'))).toEqual([])
  expect(asked.sort()).toEqual(['a.yml', 'e'])
})

test('cycles of include and extends end', async () => {
  const files = {
    'compose.yaml': 'include: [b.yaml]\nservices: { a: { extends: { file: c.yaml, service: x } } }\n',
    'b.yaml': 'include: [compose.yaml]\nservices: { b: { image: i } }\n',
    'c.yaml': 'services: { x: { extends: { file: compose.yaml, service: a } } }\n',
  }
  expect(serviceOf((await load(files, 'compose.yaml'))?.document, 'a')?.partial).toBe(true)
})

test('a project of very many files is read in part', async () => {
  const names = Array.from({ length: 1000 }, (_, i) => `f${i}.yml`)
  const files = Object.fromEntries(names.map((name) => [name, 'services: { x: { image: i } }\n']))
  const services = names.map((file, i) => `  s${i}: { extends: { file: ${file}, service: x } }`).join('\n')
  const { document, project } =
    (await load({ ...files, 'compose.yaml': `services:\n${services}\n` }, 'compose.yaml')) ?? {}
  expect(document?.kind === 'compose' && document.services.filter(({ partial }) => !partial).length).toBeLessThan(300)
  expect(names.filter((name) => project?.document(name) ?? project?.text(name)).length).toBeLessThan(300)
})

test('each file is read once, until it is invalidated', async () => {
  const asked: string[] = []
  const memory = new Map(Object.entries(FILES))
  const workspace: Workspace = {
    read: async (path) => {
      asked.push(path)
      return memory.get(path)
    },
    list: (folder) => new MemoryWorkspace(Object.fromEntries(memory)).list(folder),
  }
  const loader = new ProjectLoader(workspace)
  const first = await loader.load('docker-compose.yml')
  const second = await loader.load('docker-compose.yml')
  expect(asked).toEqual([...new Set(asked)])
  expect(second?.document.file).toBe(first?.document.file)
  memory.set('.env', 'TAG=9\n')
  expect(serviceOf((await loader.load('docker-compose.yml'))?.document, 'train')?.image?.value).toBe('a:1.2')
  loader.invalidate(['.env'])
  expect(serviceOf((await loader.load('docker-compose.yml'))?.document, 'train')?.image?.value).toBe('a:9')
  memory.set('docker-compose.override.yml', 'services: { plain: { gpus: [] } }\n')
  loader.invalidate()
  expect(serviceOf((await loader.load('docker-compose.yml'))?.document, 'plain')?.requests).toEqual([])
})

test('the text of an open editor counts, and is not kept for others', async () => {
  const loader = new ProjectLoader(new MemoryWorkspace(FILES))
  const text = 'services: { plain: { image: edited } }\n'
  expect(serviceOf((await loader.load('docker-compose.yml', text))?.document, 'plain')?.image?.value).toBe('edited')
  expect(serviceOf((await loader.load('docker-compose.yml'))?.document, 'plain')?.image?.value).toBe('b')
})

test('a devcontainer with its compose files', async () => {
  const files = { ...FILES, '.devcontainer/devcontainer.json': '{ "dockerComposeFile": "../docker-compose.yml" }' }
  const { project } = (await load(files, '.devcontainer/devcontainer.json')) ?? {}
  expect(project?.document('docker-compose.yml')?.kind).toBe('compose')
})

test('what is none of ours, and a file that was named', async () => {
  const files = { 'stack.yml': 'services: { a: { image: x } }\n', 'x.txt': '' }
  expect(await load(files, 'x.txt')).toBeUndefined()
  expect(await load(files, 'none.yml')).toBeUndefined()
  expect(await load(files, 'stack.yml')).toBeUndefined()
  const asked = await new ProjectLoader(new MemoryWorkspace(files)).load('stack.yml', undefined, true)
  expect(asked?.document.kind).toBe('compose')
})
