import type { Summary } from './summary'

/** `1 file`, `2 files`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** What was found, in one line. */
export function summaryLine({ files, errors, warnings, infos, fixable }: Summary): string {
  const checked = `${count(files, 'file')} checked`
  if (errors + warnings + infos === 0) return `${checked}: nothing found.`
  const found = [
    errors && count(errors, 'error'),
    warnings && count(warnings, 'warning'),
    infos && count(infos, 'info'),
  ]
  const fixes = fixable > 0 ? `, ${fixable} with a fix` : ''
  return `${checked}: ${found.filter(Boolean).join(', ')}${fixes}.`
}
