import type { YamlPlace } from './yaml-place'

/** The text of the list item that a place lies in, in front of it and behind it. */
export function itemAround({ span }: YamlPlace, text: string): { readonly before: string; readonly behind: string } {
  const before = text.slice(0, span.start)
  const start = Math.max(0, before.search(/\n[ \t]*-[ \t](?:(?!\n[ \t]*-[ \t])[\s\S])*$/))
  const behind = text.slice(span.end)
  const end = behind.search(/\n(?:[ \t]*-[ \t]|\S)/)
  return { before: before.slice(start), behind: end < 0 ? behind : behind.slice(0, end) }
}
