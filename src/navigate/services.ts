import type { ComposeDocument, Service } from '../documents/compose/types'
import type { DockerfileDocument, Word } from '../documents/dockerfile/types'
import type { Project } from '../documents/project'
import { asMap, type MapValue, type ScalarValue, type Value } from '../documents/tree'
import { type Spot, touches } from './spot'

/** Where the service stands that `extends`, `depends_on` and their like name at an offset of a compose file. */
export function serviceDefinition(document: ComposeDocument, project: Project, offset: number): Spot | undefined {
  const service = document.services.find(({ entry }) => touches(entry.span, offset))
  if (!service) return undefined
  const found = extended(service, offset) ?? named(service, project, offset)
  return found && { file: found.nameKey.file, span: found.nameKey.span }
}

function extended({ node, base }: Service, offset: number): Service | undefined {
  const value = node.get('extends')
  const name = asMap(value)?.get('service') ?? value
  return name?.kind === 'scalar' && isHere(name, offset) ? base : undefined
}

function named(service: Service, project: Project, offset: number): Service | undefined {
  const { document, node } = service
  const key = namesOf(node.get('depends_on')).find((one) => isHere(one, offset))
  const name = key ? String(key.value) : sharedAt(service, offset)
  if (name === undefined) return undefined
  const all = [document, ...project.siblingsOf(document)].flatMap(({ services }) => services)
  return all.find((other) => other.name === name)
}

const namesOf = (value: Value | undefined): readonly ScalarValue[] => {
  if (value?.kind === 'map') return value.entries.map(({ key }) => key)
  return value?.kind === 'seq' ? value.items.filter((item) => item.kind === 'scalar') : []
}

/** `network_mode: service:NAME` and its like; a context of the build may be what another service builds. */
function sharedAt({ node }: Service, offset: number): string | undefined {
  const shared = ['network_mode', 'ipc', 'pid'].map((key) => node.get(key))
  const values = [...shared, ...contextsOf(node).map(({ value }) => value)]
  const here = values.find((value) => value?.kind === 'scalar' && isHere(value, offset))
  return here?.kind === 'scalar' ? SERVICE.exec(String(here.value))?.[1] : undefined
}

const SERVICE = /^(?:[^=]+=)?service:(.+)$/

interface Context {
  readonly name: string
  readonly value: Value
}

/** The `additional_contexts` of a build: a map, or a list of `NAME=CONTEXT`. */
function contextsOf(service: MapValue): readonly Context[] {
  const found = asMap(service.get('build'))?.get('additional_contexts')
  if (found?.kind === 'map') return found.entries.map(({ key, value }) => ({ name: String(key.value), value }))
  const items = found?.kind === 'seq' ? found.items : []
  return items.flatMap((value) =>
    value.kind === 'scalar' ? { name: String(value.value).split('=')[0] ?? '', value } : [],
  )
}

/** Where the context stands that a Dockerfile names and a service that builds it brings: the service that is the context, else its place. */
export function contextDefinition(dockerfile: DockerfileDocument, project: Project, offset: number): Spot | undefined {
  const name = namesOfImages(dockerfile)
    .find((word) => touches(word.span, offset))
    ?.value?.toLowerCase()
  for (const service of name ? project.buildersOf(dockerfile) : []) {
    const context = contextsOf(service.node).find((one) => one.name.toLowerCase() === name)
    if (!context) continue
    const other = context.value.kind === 'scalar' ? SERVICE.exec(String(context.value.value))?.[1] : undefined
    const found = service.document.services.find((one) => one.name === other)
    const { file, span } = found ? found.nameKey : context.value
    return { file, span }
  }
  return undefined
}

const namesOfImages = ({ instructions }: DockerfileDocument): readonly Word[] =>
  instructions.flatMap((one) => ('image' in one ? one.image : 'sources' in one ? (one.from ?? []) : []))

/** What an alias brought is written elsewhere. */
const isHere = (value: Value, offset: number): boolean => !value.via && touches(value.span, offset)
