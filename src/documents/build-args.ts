import type { BuildArgs } from './dockerfile/read'
import type { DockerfileDocument } from './dockerfile/types'

/** What those that build a Dockerfile give its ARGs; undefined where they differ, or where one takes it from elsewhere. */
export function givenArgs({ instructions }: DockerfileDocument, builders: readonly BuildArgs[]): BuildArgs {
  const declared = instructions.flatMap((one) =>
    one.keyword === 'ARG' && 'declarations' in one ? one.declarations : [],
  )
  const given = new Map<string, string | undefined>()
  for (const { name } of declared) {
    const asked = builders.filter((args) => args.has(name.value ?? ''))
    if (name.value === undefined || asked.length === 0) continue
    const values = new Set(asked.map((args) => args.get(name.value ?? '')))
    const [value] = values
    given.set(name.value, values.size === 1 && asked.length === builders.length ? value : undefined)
  }
  return given
}
