import type { FrameworkRow } from '../../facts'
import type { Build, Release } from '../types'

/** The releases of an image that is run as it is: rows of the same version are its builds, in their order. */
export function imageReleases(
  rows: readonly FrameworkRow[],
  more: (row: FrameworkRow) => Partial<Build> = () => ({}),
): readonly Release[] {
  const versions = [...new Set(rows.map(({ version }) => version))]
  return versions.map((version) => ({
    version,
    builds: rows
      .filter((row) => row.version === version)
      .map((row) => ({ ...(row.cuda && { cuda: row.cuda }), ...(row.image && { image: row.image }), ...more(row) })),
    pythons: [],
  }))
}

/** The releases of images that have the framework and its Python: the project is built on them. */
export const heldReleases = (rows: readonly FrameworkRow[]): readonly Release[] =>
  rows.map(({ version, rocm, image = '', python = '' }) => ({
    version,
    builds: [{ ...(rocm && { rocm }), image, python, holds: true, table: 'frameworks' }],
    pythons: [python],
  }))
