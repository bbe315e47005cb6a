import { describe, expect, it } from 'vitest'
import schema from '../../schemas/workload.schema.json'
import { SourceFile } from '../../src/documents/source'
import { readYaml } from '../../src/documents/yaml/read'
import { mistakesOf, readSpec, workloadKeys } from '../../src/workload'

function read(text: string) {
  const root = readYaml(new SourceFile('spec.yaml', text)).documents[0]
  if (!root) throw new Error('empty')
  const { workload, problems } = readSpec(root)
  return { workload, problems: problems.map(({ message, span }) => `${text.slice(span.start, span.end)} → ${message}`) }
}

describe('a specification', () => {
  it('keeps versions that YAML takes for numbers', () => {
    const { workload } = read('framework: pytorch\nversion: 2.10\ncuda: 12.8\npython: 3.10\ngpus: 2\n')
    expect(workload).toEqual({ framework: 'pytorch', version: '2.10', cuda: '12.8', python: '3.10', gpus: 2 })
  })

  it('says what is wrong, and where', () => {
    const problems = (text: string) => read(`framework: pytorch\n${text}\n`).problems
    expect(problems('gpus: 0')).toEqual([
      expect.stringMatching(/^0 → "gpus" is 0 \(a number\): "gpus" must be none, all/),
    ])
    expect(problems('gpus: ["0", "zwei"]')).toEqual([expect.stringMatching(/^"zwei" → Item 2 of "gpus" is "zwei"/)])
    expect(problems('wiring: cid')).toEqual([
      'cid → "wiring" is "cid": "wiring" must be deploy, gpus, runtime, cdi or devices.',
    ])
    expect(problems('gpu: 1')).toEqual(['1 → There is no key "gpu" in a workload.'])
    expect(problems('ports: ["8000"]')).toEqual([expect.stringMatching(/^"8000" → Item 1 of "ports"/)])
    expect(read('mode: serve\n').problems).toEqual([expect.stringMatching(/There is no "framework"/)])
    expect(read('[pytorch]\n').problems).toEqual([expect.stringMatching(/A workload is a map/)])
  })

  it('takes $schema, and nothing that is no map', () => {
    expect(read('$schema: x\nframework: pytorch\n').workload).toEqual({ framework: 'pytorch' })
    for (const value of [null, 'pytorch', ['pytorch'], 3]) expect(mistakesOf(value)).toHaveLength(1)
  })

  it('every key says in words what it takes', () => {
    for (const key of workloadKeys)
      expect(schema.properties[key as keyof typeof schema.properties], key).toHaveProperty('description')
  })
})
