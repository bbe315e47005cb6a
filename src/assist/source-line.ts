import type { Facts, TableName } from '../facts'

/**
 * Where facts are from and how old they are, on one line.
 * @param own the source of the very row, which is of the first table
 */
export function sourceLine(tables: readonly TableName[], facts: Facts, own?: string): string {
  const shown = [...new Set(tables)].map((table, i) => {
    const { source, retrieved } = facts.freshness(table)
    return `${(i === 0 && own) || shortened(source, tables.length === 1)} (read ${retrieved})`
  })
  return `Source: ${shown.join('; ')}`
}

/** A hover is short: of many sources the first, and nothing of what stands in brackets. */
function shortened(source: string, alone: boolean): string {
  const bare = source.replace(/\s*\([^)]*\)/g, '')
  return alone && bare.length <= LONGEST ? bare : (bare.split(';')[0] ?? '').trim()
}

const LONGEST = 200
