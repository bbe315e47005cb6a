/** What the user says the files will run on (`target` of the configuration). Nothing said is nothing assumed. */
export interface Target {
  readonly driver?: string
  /** Product names, architectures ("Ada") or compute capabilities ("8.9"), one entry a card. */
  readonly gpus?: readonly string[]
  readonly engine?: string
  readonly compose?: string
  readonly toolkit?: string
  readonly platform?: string
}
