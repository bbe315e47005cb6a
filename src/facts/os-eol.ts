import table from './tables/os-eol.json'

export interface OsEol {
  /** The day free standard support ended or ends (of Debian: the security team's). */
  readonly date: string
  /** The end of Debian LTS. */
  readonly lts?: string
}

interface Row extends OsEol {
  readonly os: string
  readonly codename?: string
}

/**
 * @param os an OS suffix or image: `ubuntu18.04`, `ubuntu:18.04`, `debian:buster-slim`, `buster`, `centos7`
 * @returns undefined when not known. Whether a date lies in the past is the caller's to say.
 */
export function osEol(os: string): OsEol | undefined {
  const name = os
    .toLowerCase()
    .replace(/-slim$/, '')
    .replace(/[:\s]+/, '')
  const row = (table.rows as readonly Row[]).find(
    ({ os: known, codename }) =>
      name === known || (codename && (name === codename || name === `${known.replace(/[\d.]+$/, '')}${codename}`)),
  )
  return row && { date: row.date, ...(row.lts && { lts: row.lts }) }
}
