/** The name that Compose makes of a folder's (compose-go `loader.NormalizeProjectName`); undefined where nothing is left of it. */
export const projectNameOf = (folder: string): string | undefined =>
  folder
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, '')
    .replace(/^[-_]+/, '') || undefined
