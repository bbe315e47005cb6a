import type { Span, TextEdit } from '../text'
import type { Severity } from './rule'

/** A repair ready to apply: its edits are for the very text that was checked. */
export interface Fix {
  readonly title: string
  readonly safe: boolean
  /** `creates`: the file is not there yet. */
  readonly edits: readonly (TextEdit & { readonly path: string; readonly creates?: true })[]
}

export interface Finding {
  readonly rule: string
  readonly severity: Severity
  readonly message: string
  /** Address of the rule's page. */
  readonly docs: string
  readonly path: string
  readonly span: Span
  readonly related: readonly { readonly path: string; readonly span: Span; readonly message: string }[]
  readonly fixes: readonly Fix[]
  /** The schema of the file's kind refuses the same stretch: who validates by it says so too. */
  readonly refusedBySchema?: true
}

/** Something that kept a file, a rule or a setting from being used: said in one sentence with its name and place. */
export interface Problem {
  readonly path: string
  readonly message: string
  readonly span?: Span
  /** True when the run itself must end with exit code 2 (a named file, the call or the configuration could not be used). */
  readonly fatal: boolean
}
