import { l10n, type Uri } from 'vscode'
import type { Draft } from '../../service/scaffold'

/** What is said so far. */
export interface Wish {
  readonly folder?: Uri
  readonly draft: Draft
  /** The rest is taken by default. */
  readonly enough?: true
  /** The compose file that was written. */
  readonly written?: Uri
}

export const title = () => l10n.t('New GPU Project')
