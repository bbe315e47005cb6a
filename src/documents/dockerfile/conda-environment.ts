import { SourceFile } from '../source'
import { asMap, asScalar, asSeq, type Value } from '../tree'
import { readYaml } from '../yaml/read'
import type { PackageList } from './package-list'
import type { Requirement } from './pip-types'
import { parseCondaSpec, parseRequirement, type RequirementText } from './requirement'
import { readOptions } from './requirements'

/** The packages of a Conda environment file, and those that it leaves to pip. */
export function readEnvironment(text: string, path: string): PackageList {
  const root = asMap(readYaml(new SourceFile(path, text)).documents[0])
  const items = asSeq(root?.get('dependencies'))?.items ?? []
  const forPip = items.flatMap((item) => asSeq(asMap(item)?.get('pip'))?.items ?? [])
  const options = forPip.flatMap((item) => readOptions(wordOf(item)))
  const pip = forPip.flatMap((item) => (wordOf(item).startsWith('-') ? [] : located(item, parseRequirement, path)))
  const requirements = items.flatMap((item) => located(item, parseCondaSpec, path))
  return { requirements, pip, options, complete: root !== undefined && !options.some(({ name }) => name === '-r') }
}

const wordOf = (value: Value): string => String(asScalar(value)?.value ?? '')

function located(
  item: Value,
  parse: (text: string) => RequirementText | undefined,
  path: string,
): readonly Requirement[] {
  const said = asScalar(item) && parse(wordOf(item))
  return said ? [{ ...said, span: item.span, path }] : []
}
