import type { BentofileDocument } from '../../documents/bentofile/types'
import { readPackageList } from '../../documents/dockerfile/package-list'
import type { Requirement } from '../../documents/dockerfile/pip-types'
import { parseRequirement } from '../../documents/dockerfile/requirement'
import type { Project } from '../../documents/project'
import { SourceFile } from '../../documents/source'
import { asMap, type ScalarValue } from '../../documents/tree'
import { dirname, resolvePath } from '../../documents/workspace'
import type { Report } from '../../lint/rule'

/** One package of the bento. */
export interface BentoPackage {
  /** As it is asked for. */
  readonly text: string
  /** Its entry of `python.packages`, or the name of the file that holds it. */
  readonly at: ScalarValue
  readonly requirement: Omit<Requirement, 'span' | 'path'>
  /** Its place in `python.requirements_txt`; nothing for an entry of `python.packages`. */
  readonly listed: Required<Pick<Report, 'related'>> | undefined
}

/** What the bento installs; nothing where packages come from another place than PyPI, or a version is chosen elsewhere. */
export function bentoPackages(document: BentofileDocument, project: Project): readonly BentoPackage[] {
  const python = asMap(document.root?.get('python'))
  const elsewhere = ['index_url', 'extra_index_url', 'find_links', 'pip_args', 'no_index'].some((key) =>
    python?.get(key),
  )
  if (elsewhere) return []
  return packed(document, project).filter(({ requirement }) => !requirement.url && !requirement.marker)
}

/** BentoML ignores `python.packages` where a requirements file is named. */
const packed = (document: BentofileDocument, project: Project): readonly BentoPackage[] =>
  document.requirementsFile ? listedIn(document, project) : named(document)

/** The BentoML that is asked for; undefined where none is. */
export const bentomlOf = (document: BentofileDocument, project: Project): BentoPackage['requirement'] | undefined =>
  packed(document, project).find(({ requirement }) => requirement.name === 'bentoml')?.requirement

function named({ pythonPackages }: BentofileDocument): readonly BentoPackage[] {
  return pythonPackages.flatMap(({ value, node }) => {
    const requirement = value === undefined ? undefined : parseRequirement(value)
    return value !== undefined && requirement ? [{ text: value, at: node, requirement, listed: undefined }] : []
  })
}

/** What the requirements file lists; nothing where it cannot be read, or says where packages come from. */
function listedIn({ file, requirementsFile }: BentofileDocument, project: Project): readonly BentoPackage[] {
  const path = resolvePath(dirname(file.path), requirementsFile?.value ?? '')
  const text = path === undefined ? undefined : project.text(path)
  if (!requirementsFile || path === undefined || text === undefined) return []
  const list = readPackageList('pip', text, path, [])
  if (list.options.some(({ name }) => name !== '-r')) return []
  const source = new SourceFile(path, text)
  return list.requirements.map((requirement) => {
    const written = `${requirement.name}${requirement.specifier}`
    const related = [{ at: requirement.span, file: source, message: `${written} stands here.` }]
    return { text: written, at: requirementsFile.node, requirement, listed: { related } }
  })
}
