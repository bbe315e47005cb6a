import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Snippets } from '../../scripts/update/snippets/body'
import { frameworks } from '../../src/service/scaffold'
import { findings } from '../frameworks/support/project'
import { againstSchema } from '../support/published-kinds'
import { expand } from './support/expand'

const folder = resolve(__dirname, '../../snippets')
const files = readdirSync(folder)
const read = (name: string): Snippets => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const all = files.flatMap((name) => Object.entries(read(name)).map(([title, snippet]) => ({ title, ...snippet })))

const indented = (text: string, depth: number): string => text.replace(/^(?=.)/gm, ' '.repeat(depth))
const container =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: a\n      image: nvidia/cuda:12.6.3-base-ubuntu24.04\n'

/** Files in which the text of a snippet stands where it belongs. */
function fitting(prefix: string, text: string): Readonly<Record<string, string>> {
  const id = /^gpu-(?:service|dockerfile)-(.+)/.exec(prefix)?.[1]
  if (prefix.startsWith('gpu-dockerfile-')) return { Dockerfile: text, 'requirements.txt': '' }
  if (prefix === 'gpu-k8s-pod') return { 'pod.yaml': text }
  if (prefix === 'gpu-k8s-limits') return { 'pod.yaml': `${container}${indented(text, 6)}\n` }
  if (prefix === 'gpu-k8s-toleration')
    return { 'pod.yaml': `${container}      resources: { limits: { nvidia.com/gpu: 1 } }\n${indented(text, 2)}\n` }
  if (!id)
    return {
      'compose.yaml': `services:\n  a:\n    image: nvidia/cuda:12.6.3-base-ubuntu24.04\n${indented(text, 4)}\n`,
    }
  const dockerfile = all.find((one) => one.prefix === `gpu-dockerfile-${id}`)
  const volumes = /# At the top level of the file: (.*)/.exec(text)?.[1] ?? ''
  return {
    'compose.yaml': `services:\n${indented(text, 2)}\n${volumes}\n`,
    ...(dockerfile && { Dockerfile: expand(dockerfile.body), 'requirements.txt': '' }),
  }
}

const found = (texts: Readonly<Record<string, string>>) => {
  const list = Object.entries(texts).map(([path, text]) => ({ path, text }))
  return findings({ files: list } as unknown as Parameters<typeof findings>[0])
}

describe('the snippets', () => {
  it.each(all)('$prefix: whatever is chosen, our own check finds nothing', async ({ prefix, body }) => {
    for (const nth of [0, 1, 2, 3]) {
      const texts = fitting(prefix, expand(body, nth))
      expect(await found(texts), JSON.stringify(texts)).toEqual([])
      expect(Object.values(texts).join('\n')).not.toMatch(/\$\{\d|undefined|gpu_check|REQUIRE_GPU/)
    }
  })

  it.each(all.filter(({ prefix }) => prefix.startsWith('gpu-k8s-')))(
    '$prefix: the published schema of a pod takes it',
    ({ prefix, body }) => {
      expect(againstSchema(fitting(prefix, expand(body))['pod.yaml'] ?? '')).toEqual([])
    },
  )

  it('the check does see them: without its request a service is told', async () => {
    expect(await found(fitting('gpu-deploy', 'restart: always'))).toHaveLength(1)
  })

  it.each(frameworks.map(({ id }) => id))('%s: the service and, where it is built, its Dockerfile', (id) => {
    const service = all.find(({ prefix }) => prefix === `gpu-service-${id}`)
    const isBuilt = service?.body.includes('  build: .')
    expect(service).toBeDefined()
    expect(all.some(({ prefix }) => prefix === `gpu-dockerfile-${id}`)).toBe(isBuilt)
  })

  it.each(frameworks.map(({ id }) => id))('%s: untouched, they are lines of its default project', (id) => {
    const own = (prefix: string, depth: number) => {
      const snippet = all.find((one) => one.prefix === `${prefix}${id}`)
      return snippet ? indented(expand(snippet.body), depth).split('\n') : []
    }
    const written = (path: string) => readFileSync(join(folder, '../examples', id, path), 'utf8').split('\n')
    const compose = own('gpu-service-', 2).filter((line) => !/^ +# /.test(line))
    const dockerfile = own('gpu-dockerfile-', 0).filter((line) => !/^COPY .*\.py/.test(line))
    expect(written('docker-compose.yml')).toEqual(expect.arrayContaining(compose))
    if (dockerfile.length > 0) expect(written('Dockerfile')).toEqual(expect.arrayContaining(dockerfile))
  })

  it('every tab stop has a default, and prefixes and titles are their own', () => {
    for (const { prefix, body, description } of all) {
      expect(prefix).toMatch(/^gpu-/)
      expect(description).toMatch(/^[A-Z].*\.$/)
      const stops = [...body.join('\n').matchAll(/(?<!\\)\$\{(\d+)([:|]?)/g)]
      const numbers = new Set(stops.map(([, number]) => Number(number)))
      expect([...numbers].sort()).toEqual(Array.from(numbers, (_, i) => i + 1))
      expect(stops.filter(([, , given]) => given)).toHaveLength(numbers.size)
    }
    expect(new Set(all.map(({ prefix }) => prefix)).size).toBe(all.length)
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length)
  })

  it('weigh little in the package', () => {
    const weights = files.map((name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length)
    expect(weights.reduce((a, b) => a + b)).toBeLessThan(8 * 1024)
  })
})
