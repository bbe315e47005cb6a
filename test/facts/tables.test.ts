import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020'
import { describe, expect, it } from 'vitest'
import { facts } from '../../src/facts'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
const names = readdirSync(new URL('../../src/facts/tables', import.meta.url)).map((file) => file.replace('.json', ''))

describe('tables', () => {
  it.each(names)('%s meets its schema', (name) => {
    const validate = new Ajv2020({ allErrors: true }).compile(read(`schemas/facts/${name}.schema.json`))
    validate(read(`src/facts/tables/${name}.json`))
    expect(validate.errors).toBeNull()
  })

  it('are all dated and sourced', () => {
    expect([...facts.tableNames].sort()).toEqual([...names].sort())
    for (const name of facts.tableNames) {
      expect(facts.freshness(name)).toMatchObject({
        table: name,
        retrieved: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      })
      expect(facts.freshness(name).source.length).toBeGreaterThan(20)
    }
  })

  it('a schema refuses a row of the wrong shape', () => {
    const validate = new Ajv2020().compile(read('schemas/facts/cuda-images.schema.json'))
    const table = read('src/facts/tables/cuda-images.json')
    expect(validate({ ...table, rows: [{ ...table.rows[0], status: 'gone' }] })).toBe(false)
  })

  it('weigh little', () => {
    const bytes = names.map((name) => JSON.stringify(read(`src/facts/tables/${name}.json`)).length)
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(122_000)
  })

  it('every framework minor lies in a CUDA version that exists', () => {
    for (const version of ['1.0', '1.5', '1.13', '2.1', '2.4', '2.5', '2.12', '2.15', '2.18'])
      expect(facts.architectures(facts.tensorflow(version)?.cuda ?? ''), version).toBeDefined()
  })
})
