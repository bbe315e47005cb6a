import { isCancel, select } from '@clack/prompts'

/** Asks for one of several on the terminal. @returns undefined after Ctrl-C */
export async function askOne(message: string, options: readonly string[]): Promise<string | undefined> {
  const answer = await select({ message, options: options.map((value) => ({ value, label: value })) })
  return isCancel(answer) ? undefined : answer
}
