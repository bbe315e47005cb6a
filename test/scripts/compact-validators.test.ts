import { expect, test } from 'vitest'
import { schemas } from '../../scripts/build-schemas.mjs'
import * as files from '../../src/lint/schema/generated/validators.generated'
import { workload } from '../../src/workload/generated/workload.generated'
import { documentsAt } from './support/places'

const validators = { ...files, workload }
const all = await schemas()

test.each(['compose', 'kubernetes', 'devcontainer', 'bentofile', 'workload'] as const)(
  'the short code for %s says of every place what ajv says',
  (kind) => {
    const { schema, ajv } = all[kind]
    const [long, short] = [ajv.compile(schema), validators[kind]]
    const numbers = new Map<string, number>()
    for (const value of documentsAt(schema)) {
      long(value)
      short(value)
      const expected = (long.errors ?? []).map(({ keyword, instancePath, schemaPath, params }, i) => {
        const path = schemaPath.slice(0, -keyword.length)
        if (!numbers.has(path)) numbers.set(path, short.errors?.[i]?.schema ?? -1)
        return { keyword, instancePath, schema: numbers.get(path), params }
      })
      expect(short.errors ?? [], JSON.stringify(value)).toEqual(expected)
    }
    // One number a place of the schema, and none of them was missed.
    expect([...numbers.values()].sort((a, b) => a - b)).toEqual([...numbers.keys()].map((_, number) => number))
  },
)
