/** A text that a rule must stay silent on: the text alone, or with what it needs around it. */
export type ValidCase = string | (Surroundings & { readonly text: string })

export interface Surroundings {
  /** What the case shows, in a few words. */
  readonly name?: string
  /** Where the text lies; by default the usual name of the rule's kind. */
  readonly path?: string
  /** Other files of the workspace. */
  readonly files?: Readonly<Record<string, string>>
  readonly target?: import('../../src/host/target').Target
}

/**
 * A text with its findings drawn in: `⟦` and `⟧` stand around each squiggle, in order.
 */
export interface InvalidCase extends Surroundings {
  readonly text: string
  /** Id of the sentence of each finding; one for all, or one each. */
  readonly message: string | readonly string[]
  /** Parts that the sentence must hold, so that the data in it is right. */
  readonly says?: readonly string[]
  readonly severity?: 'error' | 'warning' | 'info'
  /** The text after the first repair of each finding, unsafe ones included; null when none is offered. */
  readonly fixed?: string | null
  /** The text after each repair that the first finding offers, each alone, by title. */
  readonly offers?: Readonly<Record<string, string>>
  /** True when the first repair leaves the finding in another form (rare; say why in `name`). */
  readonly leaves?: boolean
}

export interface RuleCases {
  readonly valid: readonly ValidCase[]
  readonly invalid: readonly InvalidCase[]
}

export const DEFAULT_PATHS = {
  compose: 'docker-compose.yml',
  image: 'docker-compose.yml',
  dockerfile: 'Dockerfile',
  kubernetes: 'pod.yaml',
  devcontainer: '.devcontainer/devcontainer.json',
  bentofile: 'bentofile.yaml',
  script: 'start.sh',
} as const

const looksLikeDockerfile = (text: string): boolean =>
  /^\s*(?:#.*\r?\n\s*)*(?:FROM|ARG)\s/i.test(text.replace(/[⟦⟧]/g, ''))

export function pathOf(kind: keyof typeof DEFAULT_PATHS, text: string): string {
  return kind === 'image' && looksLikeDockerfile(text) ? DEFAULT_PATHS.dockerfile : DEFAULT_PATHS[kind]
}

/** The text without its marks, and the spans that they drew. */
export function unmark(marked: string): {
  readonly text: string
  readonly spans: readonly { start: number; end: number }[]
} {
  const spans: { start: number; end: number }[] = []
  const open: number[] = []
  let text = ''
  for (const char of marked) {
    if (char === '⟦') open.push(text.length)
    else if (char === '⟧') spans.push({ start: open.pop() as number, end: text.length })
    else text += char
  }
  return { text, spans: spans.sort((a, b) => a.start - b.start || a.end - b.end) }
}

export const asCase = (given: ValidCase): Surroundings & { readonly text: string } =>
  typeof given === 'string' ? { text: given } : given
