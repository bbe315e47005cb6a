import type { InlineDockerfile } from '../documents/compose/inline'
import type { DockerfileDocument } from '../documents/dockerfile/types'
import type { Document } from '../documents/document'
import type { Project } from '../documents/project'
import type { Finding, Fix } from './finding'

/** The Dockerfiles that the services of a compose file write inside one (`dockerfile_inline`), by what they go by. */
export function inlinesOf(document: Document): ReadonlyMap<string, InlineDockerfile> {
  const services = document.kind === 'compose' ? document.services : []
  return new Map(services.flatMap(({ build }) => (build?.inline ? [[build.inline.path, build.inline] as const] : [])))
}

/** Those that stand in the file itself, with what they say. */
export function inlineDocuments(
  document: Document,
  project: Project,
): readonly { readonly inline: InlineDockerfile; readonly dockerfile: DockerfileDocument }[] {
  return [...inlinesOf(document).values()].flatMap((inline) => {
    const dockerfile = inline.host === document.file ? project.document(inline.path) : undefined
    return dockerfile?.kind === 'dockerfile' ? [{ inline, dockerfile }] : []
  })
}

/** The finding with every place where it stands in the compose file, where a dollar of Docker is written twice. */
export function inHost(finding: Finding, inlines: ReadonlyMap<string, InlineDockerfile>): Finding {
  const { related, fixes, path, message } = finding
  return {
    ...placed(finding, inlines),
    message: inlines.has(path) ? message.replaceAll('$', '$$$$') : message,
    related: related.map((one) => placed(one, inlines)),
    fixes: fixes.flatMap((fix) => fixInHost(fix, inlines) ?? []),
  }
}

function placed<T extends Pick<Finding, 'path' | 'span'>>(one: T, inlines: ReadonlyMap<string, InlineDockerfile>): T {
  const inline = inlines.get(one.path)
  return inline ? { ...one, path: inline.host.path, span: inline.span(one.span) } : one
}

function fixInHost(fix: Fix, inlines: ReadonlyMap<string, InlineDockerfile>): Fix | undefined {
  const edits = fix.edits.map((edit) => {
    const inline = inlines.get(edit.path)
    if (!inline) return edit
    const placed = inline.edit(edit)
    return placed && { ...placed, path: inline.host.path }
  })
  const whole = edits.flatMap((edit) => edit ?? [])
  return whole.length === edits.length ? { ...fix, edits: whole } : undefined
}
