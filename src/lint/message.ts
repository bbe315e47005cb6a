import type { Data } from './rule'

/**
 * Fills `{name}` in a sentence from the data.
 * @throws Error when the sentence names a value that the report does not give: a mistake of the rule
 */
export function fill(sentence: string, data: Data = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name]
    if (value === undefined) throw new Error(`the message needs a value for {${name}}`)
    return String(value)
  })
}

const PAGES = 'https://github.com/gpu-compose/gpu-compose/blob/main/docs/rules'

/** Address of a rule's page. */
export const pageOf = (id: string): string => `${PAGES}/${id}.md`
