import type { Facts, TableName } from '../facts'

/** Where facts are from and how old they are, on one line. */
export function sourceLine(tables: readonly TableName[], facts: Facts): string {
  const shown = [...new Set(tables)].map((table) => {
    const { source, retrieved } = facts.freshness(table)
    return `${shortened(source)} (read ${retrieved})`
  })
  return `Source: ${shown.join('; ')}`
}

/** The first of several sources, without what stands in brackets: a hover is short. */
const shortened = (source: string): string => (source.split(';')[0] ?? '').replace(/\s*\([^)]*\)/g, '').trim()
