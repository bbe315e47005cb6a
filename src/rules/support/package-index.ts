import type { PackageInstall } from '../../documents/dockerfile/pip-types'

/** PyPI and what holds the same or none of the packages in question: mirrors of it, and the index of PyTorch. */
const PLAIN =
  /^https?:\/\/(?:pypi\.org|[\w.-]*pypi[\w.-]*\.(?:edu\.cn|com\.cn|douban\.com|aliyun\.com)|mirrors?\.[\w.-]+|pypi\.(?:tuna\.tsinghua\.edu\.cn|doubanio\.com|mirrors\.ustc\.edu\.cn)|pypi\.(?:ngc\.)?nvidia\.com|download(?:-r2)?\.pytorch\.org)(?:[:/]|$)/

/** True when the packages surely come from PyPI: no other index, no page of links, no constraints, no setting that says so. */
export function comesFromPypi({ indexUrl, extraIndexUrls, findLinks, flags, command }: PackageInstall): boolean {
  const urls = [...(indexUrl ? [indexUrl] : []), ...extraIndexUrls, ...findLinks]
  if (!urls.every(({ value }) => value !== undefined && PLAIN.test(value))) return false
  if (
    flags.some((flag) =>
      /^(?:-c|--constraints?|--index|--no-index|--extra-pip-args|--pypi-mirror|\$.*|--overrides?)$/.test(flag),
    )
  )
    return false
  return !SETTINGS.some((name) => command.assignments.has(name) || command.instruction.variable(name) !== undefined)
}

const SETTINGS = [
  'PIP_INDEX_URL',
  'PIP_EXTRA_INDEX_URL',
  'PIP_FIND_LINKS',
  'PIP_CONSTRAINT',
  'UV_INDEX_URL',
  'UV_EXTRA_INDEX_URL',
  'UV_DEFAULT_INDEX',
  'UV_INDEX',
  'PIP_CONFIG_FILE',
]
