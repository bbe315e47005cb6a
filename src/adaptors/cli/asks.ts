import { isTerminal, STDOUT, say } from './output'

const STDIN = 0

/** True where a person can be asked: a terminal that knows arrow keys, on both sides, and no CI. */
export const asksHere = (): boolean =>
  isTerminal(STDIN) && isTerminal(STDOUT) && !process.env.CI && process.env.TERM !== 'dumb'

/** After Ctrl-C at a question. @returns the exit code, as the shell gives it for Ctrl-C */
export function stopped(): number {
  say('Stopped: nothing was written.')
  return 130
}
