import type { BentofileDocument } from '../../documents/bentofile/types'
import type { Requirement } from '../../documents/dockerfile/pip-types'
import { parseRequirement } from '../../documents/dockerfile/requirement'
import type { Text } from '../../documents/text'
import { asMap } from '../../documents/tree'

/** One entry of `python.packages`. */
export interface BentoPackage {
  readonly text: Text
  readonly requirement: Omit<Requirement, 'span' | 'path'>
}

/** What `python.packages` names; nothing where packages come from another place than PyPI, or a version is chosen elsewhere. */
export function bentoPackages({ root, pythonPackages }: BentofileDocument): readonly BentoPackage[] {
  const python = asMap(root?.get('python'))
  const elsewhere = ['index_url', 'extra_index_url', 'find_links', 'pip_args', 'no_index'].some((key) =>
    python?.get(key),
  )
  if (elsewhere) return []
  return pythonPackages.flatMap((text) => {
    const requirement = text.value === undefined ? undefined : parseRequirement(text.value)
    return requirement && !requirement.url && !requirement.marker ? [{ text, requirement }] : []
  })
}
