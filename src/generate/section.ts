/** Around the section of a README, so that it can be found again in one of the user's. */
export const SECTION = { begin: '<!-- gpu-compose:begin -->', end: '<!-- gpu-compose:end -->' } as const

/** The text that a file of the project gets where one is there already: a README keeps every other word. */
export const textOver = (there: string, { path, text }: { readonly path: string; readonly text: string }): string =>
  path === 'README.md' ? withSection(there, text) : text

function withSection(readme: string, section: string): string {
  const start = readme.indexOf(SECTION.begin)
  const end = readme.indexOf(SECTION.end, start)
  if (start < 0 || end < 0) return `${readme}${readme === '' || readme.endsWith('\n') ? '' : '\n'}\n${section}`
  return readme.slice(0, start) + section.trimEnd() + readme.slice(end + SECTION.end.length)
}
