import type { Facts } from '../../facts'

/** The end of a system, only where it came before the day that the table was read. */
export function endOf(os: string, facts: Facts): string | undefined {
  const date = facts.osEol(os)?.date
  return date !== undefined && date < facts.freshness('os-eol').retrieved ? `${os} ended on ${date}` : undefined
}
