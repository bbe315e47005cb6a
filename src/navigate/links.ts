import type { ComposeDocument, Service } from '../documents/compose/types'
import type { DevcontainerDocument } from '../documents/devcontainer/types'
import type { DockerfileDocument } from '../documents/dockerfile/types'
import type { Document } from '../documents/document'
import type { Project } from '../documents/project'
import type { SourceFile } from '../documents/source'
import type { Text } from '../documents/text'
import { asMap, asSeq, type Value } from '../documents/tree'
import { dirname, resolvePath } from '../documents/workspace'
import { type Span, span } from '../text'
import { stageUses } from './stage-uses'

/** A stretch of a file that names another file of the workspace, or a place in it. */
export interface Link extends Span {
  readonly path: string
  readonly at?: Span
}

/** The links of a file, those to what is not there left out. */
export function linksOf(document: Document, project: Project): readonly Link[] {
  if (document.kind === 'dockerfile') return stageLinks(document)
  const links =
    document.kind === 'compose' ? ofCompose(document) : document.kind === 'devcontainer' ? ofContainer(document) : []
  const here = links.filter(({ file, path }) => file === document.file && project.text(path) !== undefined)
  // One text may reach several services through an anchor.
  return [...new Map(here.map(({ start, end, path }) => [start, { start, end, path }])).values()]
}

interface Named extends Link {
  readonly file: SourceFile
}

const ofCompose = (document: ComposeDocument): readonly Named[] => [
  ...document.services.flatMap((service) => ofService(service)),
  ...ofIncludes(document),
]

const ofContainer = ({ file, dockerComposeFiles, dockerfile }: DevcontainerDocument): readonly Named[] =>
  [...dockerComposeFiles, ...(dockerfile ? [dockerfile] : [])].flatMap((text) =>
    named(text, text.value === undefined ? undefined : resolvePath(dirname(file.path), text.value)),
  )

function ofService(service: Service): readonly Named[] {
  const { build, node, document, envFiles } = service
  const extendedFile = document.textOf(asMap(node.get('extends'))?.get('file'))
  const buildTexts = [build?.context, build?.dockerfile]
  return [
    ...buildTexts.flatMap((text) => named(text, build?.inline ? undefined : build?.dockerfilePath)),
    ...named(extendedFile, document.pathOf(extendedFile)),
    ...envFiles.flatMap(({ node: value, path }) => named(document.textOf(asMap(value)?.get('path') ?? value), path)),
  ]
}

function ofIncludes(document: ComposeDocument): readonly Named[] {
  const value = document.root?.get('include')
  const items = asSeq(value)?.items ?? (value ? [value] : [])
  const paths = items.flatMap((item) => texts(asMap(item)?.get('path') ?? item))
  return paths.map((path) => document.textOf(path)).flatMap((text) => named(text, document.pathOf(text)))
}

const texts = (value: Value): readonly Value[] => asSeq(value)?.items ?? [value]

function named(text: Text | undefined, path: string | undefined): readonly Named[] {
  return text && path !== undefined ? [{ ...inner(text), path, file: text.node.file }] : []
}

/** Without quotes. */
function inner({ span: at, node, raw }: Text): Span {
  const start = at.start + Math.max(0, node.source.indexOf(raw))
  return node.source.includes(raw) ? span(start, start + raw.length) : at
}

/** From FROM, `COPY --from` and mounts to the stage that they name. */
function stageLinks(document: DockerfileDocument): readonly Link[] {
  return stageUses(document, [])
    .filter(({ form }) => form !== 'name')
    .map(({ stage, span: { start, end } }) => ({ start, end, path: document.file.path, at: stage.from.span }))
}
