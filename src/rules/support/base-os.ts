import type { ImageReference } from '../../documents/images'

export interface BaseOs {
  /** What `facts.osEol` is asked for: `ubuntu18.04`, `debian:buster`. */
  readonly id: string
  /** As people write it: `Ubuntu 18.04`. */
  readonly title: string
}

const TITLES: Readonly<Record<string, string>> = { ubuntu: 'Ubuntu', debian: 'Debian', centos: 'CentOS' }

const named = (family: string, version: string, between = ''): BaseOs => ({
  id: `${family}${between}${version}`,
  title: `${TITLES[family] ?? family} ${version}`,
})

/** The OS that an image's tag names; undefined where it names none, or the image's tags have no such part. */
export function osOf({ fullName, tag = '' }: ImageReference): BaseOs | undefined {
  if (/^(?:nvcr\.io\/)?nvidia\//.test(fullName)) {
    const [, family, version] = /-(ubuntu|centos)([\d.]+)$/.exec(tag) ?? []
    return family && version ? named(family, version) : undefined
  }
  if (fullName === 'python') {
    const codename = /(?:^|-)(jessie|stretch|buster)$/.exec(tag)?.[1]
    return codename ? named('debian', codename, ':') : undefined
  }
  const version = /^(?:ubuntu|debian|centos)$/.test(fullName) ? versionOf(tag) : undefined
  return version ? named(fullName, version, ':') : undefined
}

/** `bionic-20210723`, `10.13-slim`, `7.9.2009`, `centos7`: the release alone. */
function versionOf(tag: string): string | undefined {
  const [, name, number] = /^(?:([a-z]+)|(?:centos)?(\d+(?:\.\d+)*))(?:-\d{8}(?:\.\d+)?)?(?:-slim)?$/.exec(tag) ?? []
  if (!number) return name
  return /^\d\d\.\d\d$/.test(number) ? number : number.split('.')[0]
}
