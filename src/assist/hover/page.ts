import type { Facts, TableName } from '../../facts'
import { sourceLine } from '../source-line'

/**
 * A short page: a title, its points, and where they are from. Points that are not known are left out.
 * @param own the source of the very row, where the first table has many
 */
export function page(
  title: string,
  points: readonly (string | undefined | false)[],
  tables: readonly TableName[],
  facts: Facts,
  own?: string,
): string {
  const known = points.filter((point) => point)
  return [`**${title}**`, known.map((point) => `- ${point}`).join('\n'), `*${sourceLine(tables, facts, own)}*`]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** `GPU 0`, `GPUs 0 and 1`, `GPUs 0, 1 and 2`. */
export const gpusNamed = (ids: readonly string[]): string => `GPU${ids.length === 1 ? '' : 's'} ${listed(ids)}`

/** `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
