/** A line that is an expression or a statement of Jinja, Helm or Go's templates. */
const TEMPLATE_LINE = /^[ \t]*(?:-[ \t]+)?(?:\{\{|\{%)|:[ \t]+\{\{/m

/**
 * True for a text that a tool must fill in before it is YAML: `{{` or `{%` outside quotes and comments.
 * Lenient on quotes: one that a line leaves open ends with the line.
 */
export function isTemplate(text: string): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false
  return text.split(/\r?\n/).some((line) => /\{\{|\{%/.test(line.replace(QUOTED_OR_COMMENT, '')))
}

const QUOTED_OR_COMMENT = /"(?:[^"\\]|\\.)*"|'[^']*'|(?:^|\s)#.*$/g

/**
 * The same for a compose file, where `{{.Node.Hostname}}` inside a value is Swarm's own and stays: only a line or a value
 * that starts with an expression makes a template.
 */
export const isComposeTemplate = (text: string): boolean =>
  (text.includes('{{') || text.includes('{%')) && TEMPLATE_LINE.test(text)
