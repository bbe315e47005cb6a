import { window } from 'vscode'

/** For a moment, in the status bar. */
export const say = (text: string): void => void window.setStatusBarMessage(text, 5000)
