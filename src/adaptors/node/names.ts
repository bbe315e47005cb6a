import { detectKind, looksLikeCompose, looksLikeScript } from '../../documents/detect'
import type { Kind } from '../../documents/source'

/** What a file is by its name alone. A text may still say otherwise: a template, a manifest under a compose name. */
export const kindOfName = (name: string): Kind | undefined => detectKind(name, () => '')

export const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name)

/** A cheap test before the text of any YAML file is parsed: could it be a manifest? */
export const maybeKubernetes = (text: string): boolean => text.includes('apiVersion') && text.includes('kind')

/** What a file of another name is, when its user names it: a compose file by `services:`, a Dockerfile by its first word, a shell script by its ending or its `#!`. */
export function kindOfText(name: string, text: string): Kind | undefined {
  if (isYaml(name)) return !maybeKubernetes(text) && looksLikeCompose(text) ? 'compose' : undefined
  if (looksLikeScript(name, text)) return 'script'
  return FIRST_WORD.test(text.slice(0, 10_000)) ? 'dockerfile' : undefined
}

const FIRST_WORD = /^\uFEFF?(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[ \t]*(?:FROM|ARG)[ \t]+\S/i
