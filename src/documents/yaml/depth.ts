/** Levels of maps and lists that are read; deeper texts are refused, since the parser calls itself once a level. */
export const DEPTH_LIMIT = 400

/**
 * An upper bound of how deep a YAML text can be nested, from its brackets and its indentation alone (linear, no parsing).
 * Brackets inside quotes and comments count too: only a text with hundreds of them in a row is refused wrongly.
 */
export function deepest(text: string): number {
  let brackets = 0
  let indent = 0
  let inIndent = true
  let most = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === LINE_FEED) [indent, inIndent] = [0, true]
    else if (char === BRACKET || char === BRACE) brackets++
    else if ((char === BRACKET_END || char === BRACE_END) && brackets > 0) brackets--
    if (inIndent && char !== LINE_FEED) inIndent = isIndent(char) && ++indent > 0
    // A level of indentation takes at least one column, and a column of `-` one more level.
    most = Math.max(most, brackets + indent / 2)
  }
  return most
}

const LINE_FEED = 10
const BRACKET = 91
const BRACE = 123
const BRACKET_END = 93
const BRACE_END = 125
/** Plain comparisons: every character of every file comes by. */
const isIndent = (char: number): boolean => char === 32 || char === 45 || char === 63 || char === 58
