import { remember, type Span } from '../text'

/** An image reference taken apart. Docker Hub's own names (`docker.io/`, `index.docker.io/`, `library/`) are stripped from `repository`. */
export interface ImageReference {
  /** Registry host as written, undefined for Docker Hub. */
  readonly registry: string | undefined
  /** Without the registry: `nvidia/cuda`. */
  readonly repository: string
  /** `nvcr.io/nvidia/cuda`, `nvidia/cuda`: what the facts are asked for. */
  readonly fullName: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** A place in a file where an image is named with a value that is known. */
export interface ImageUse {
  readonly where:
    | 'compose'
    | 'from'
    | 'copy-from'
    | 'mount-from'
    | 'kubernetes'
    | 'devcontainer'
    | 'bentofile'
    | 'script'
  readonly reference: ImageReference
  /** The reference with variables resolved. */
  readonly value: string
  /** Where the reference is written. */
  readonly span: Span
  /** True when the written text is the reference itself (no variable in it): only then may a fix replace it. */
  readonly literal: boolean
  /** Where the tag is written (without `:`), when the text is literal and has one. */
  readonly tagSpan: Span | undefined
}

const HUB = /^(?:index\.)?docker\.io$/

/** @returns undefined for an empty text and for one that is no reference (blanks, upper-case repository, a leading dash) */
export const parseImage = remember((value): ImageReference | undefined => {
  const match = /^([^\s@]+?)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9+._-]+:[a-fA-F0-9]+))?$/.exec(value)
  if (!match?.[1]) return undefined
  const [host, ...rest] = match[1].split('/')
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(host as string)
  const registry = hasHost && !HUB.test(host as string) ? host : undefined
  const repository = (hasHost ? rest.join('/') : match[1]).replace(registry ? /^$/ : /^library\//, '')
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository)) return undefined
  const fullName = registry ? `${registry}/${repository}` : repository
  return { registry, repository, fullName, tag: match[2], digest: match[3] }
})
