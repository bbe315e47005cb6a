import type { Service } from '../../documents/compose/types'
import type { Value } from '../../documents/tree'

/** One service that another names, and where. */
export interface Link {
  readonly name: string
  readonly at: Value
}

export interface Cycle {
  readonly services: readonly Service[]
  /** `a → b → a` */
  readonly text: string
  /** Where the first service of the cycle names the next. */
  readonly at: Value
}

/** The cycles among services, each once; it begins with the service that stands first in the file. Linear in the links. */
export function cyclesOf(
  services: readonly Service[],
  linksOf: (service: Service) => readonly Link[],
): readonly Cycle[] {
  const byName = new Map(services.map((service) => [service.name, service]))
  const done = new Set<Service>()
  const cycles: Cycle[] = []
  const way: { service: Service; links: Link[] }[] = []
  for (const start of services) {
    enter(start)
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const link = step.links.shift()
      const next = link && byName.get(link.name)
      if (!link) done.add((way.pop() as { service: Service }).service)
      else if (next) follow(next)
    }
  }
  return cycles

  function enter(service: Service): void {
    if (!done.has(service)) way.push({ service, links: [...linksOf(service)] })
  }

  function follow(next: Service): void {
    const from = way.findIndex(({ service }) => service === next)
    if (from < 0) enter(next)
    else
      cycles.push(
        cycleOf(
          way.slice(from).map(({ service }) => service),
          linksOf,
        ),
      )
  }
}

function cycleOf(members: readonly Service[], linksOf: (service: Service) => readonly Link[]): Cycle {
  const [first, second] = [members[0] as Service, members[1] ?? (members[0] as Service)]
  const at = linksOf(first).find(({ name }) => name === second.name)?.at ?? first.nameKey
  return { services: members, at, text: [...members, first].map(({ name }) => name).join(' → ') }
}
