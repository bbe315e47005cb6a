import type { ImageReference } from '../../documents/images'
import { compareVersions, type Facts, type TableName, versionPrefix } from '../../facts'
import { isCudaName } from './cuda-stage'

export interface NewestTag {
  readonly tag: string
  /** What it is, as half a sentence. */
  readonly why: string
}

/** The newest patch of what a tag names; undefined where it is that itself, or the facts have nothing to say. */
export function newestPatch({ fullName, tag }: ImageReference, facts: Facts): NewestTag | undefined {
  if (isCudaName(fullName)) return tag === undefined ? undefined : ofCuda(tag, facts)
  return ofRows(fullName, tag, facts)
}

/** Same minor, flavour and OS, for every architecture that the tag is known to serve. */
function ofCuda(tag: string, facts: Facts): NewestTag | undefined {
  const image = facts.cudaImage(tag)
  if (image.status === 'removed' || !('flavor' in image)) return undefined
  const minor = versionPrefix(image.cuda, 2)
  const newer = facts
    .cudaTags()
    .find(
      (one) =>
        one.flavor === image.flavor &&
        one.os === image.os &&
        versionPrefix(one.cuda, 2) === minor &&
        compareVersions(one.cuda, image.cuda) > 0 &&
        (image.arches ?? []).every((arch) => one.arches?.includes(arch) ?? false),
    )
  return newer && { tag: newer.tag, why: `the newest patch of ${minor}` }
}

const VERSION = /\d+(?:\.\d+)+|(?<=-b)\d+$/

/** A tag with its version taken out: `v*-cu129`. */
const formOf = (tag: string): string => tag.replace(VERSION, '*')
const versionOf = (tag: string): string => VERSION.exec(tag)?.[0] ?? ''

function ofRows(fullName: string, tag: string | undefined, facts: Facts): NewestTag | undefined {
  const { tags, table } = tagsOf(fullName, facts)
  const written = tag ?? 'latest'
  const floats = versionOf(written) === ''
  const fits = (one: string): boolean =>
    floats ? isReleaseOf(written, one) : formOf(one) === formOf(written) && isPatch(versionOf(one), versionOf(written))
  const [newest] = tags.filter(fits).sort((a, b) => compareVersions(versionOf(b), versionOf(a)))
  const why = `the newest ${floats ? 'release' : 'patch'} known on ${facts.freshness(table).retrieved}`
  return newest === undefined ? undefined : { tag: newest, why }
}

function tagsOf(fullName: string, facts: Facts): { readonly tags: readonly string[]; readonly table: TableName } {
  const images = facts.frameworkImages(fullName)
  if (images.length > 0) return { tags: images.map(({ tag }) => tag), table: 'framework-images' }
  return { tags: facts.imageTags(fullName), table: 'frameworks' }
}

/** `latest` moves along with the plain releases, `latest-gpu` with `2.21.0-gpu`, `server-cuda` with `server-cuda-b11206`. */
const isReleaseOf = (floating: string, tag: string): boolean => {
  const form = formOf(tag).replace(/^v(?=\*)/, '')
  return form === (/^latest\b/.test(floating) ? floating.replace('latest', '*') : `${floating}-b*`)
}

const isPatch = (newer: string, version: string): boolean =>
  version.split('.').length === 3 &&
  versionPrefix(newer, 2) === versionPrefix(version, 2) &&
  compareVersions(newer, version) > 0
