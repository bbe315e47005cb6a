import type { ComposeDocument, Service } from '../documents/compose/types'
import type { Project } from '../documents/project'
import { asMap, type ScalarValue, type Value } from '../documents/tree'
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

/** `network_mode: service:NAME` and its like. */
function sharedAt({ node }: Service, offset: number): string | undefined {
  const values = ['network_mode', 'ipc', 'pid'].map((key) => node.get(key))
  const here = values.find((value) => value?.kind === 'scalar' && isHere(value, offset))
  return here?.kind === 'scalar' ? /^service:(.+)$/.exec(String(here.value))?.[1] : undefined
}

/** What an alias brought is written elsewhere. */
const isHere = (value: Value, offset: number): boolean => !value.via && touches(value.span, offset)
