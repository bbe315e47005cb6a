/** A tag of `nvidia/cuda`, read by its grammar `<cuda>-[<cudnn>-]<flavour>-<os>` and what that grammar has been. */
export interface CudaTag {
  /** As written: `11.2` stays `11.2`. */
  readonly version: string
  /** How many numbers the version has. */
  readonly parts: 1 | 2 | 3
  /** True when the version names a patch (three numbers). */
  readonly patch: boolean
  /** `cudnn`, `cudnn8` … */
  readonly cudnn?: string
  readonly kind?: 'base' | 'runtime' | 'devel'
  /** The middle part whole, as the image table lists it: `base`, `cudnn8-devel`, `tensorrt-runtime`. */
  readonly flavor?: string
  readonly os?: string
}

const TAG =
  /^(\d+(?:\.\d+){0,2})(?:-(cudnn\d*|tensorrt))?(?:-(base|runtime|devel))?(?:-((?:ubuntu|centos|ubi|rockylinux|oraclelinux|opensuse|amzn|cm|azl|debian|rhel|fedora|alpine|sles|almalinux)[\d.]*))?$/

/** @returns undefined for what is no tag of that grammar: `latest`, a release candidate, somebody's own suffix. */
export function parseCudaTag(tag: string): CudaTag | undefined {
  const match = TAG.exec(tag)
  if (!match) return undefined
  const [, version = '', library, kind, os] = match
  const parts = version.split('.').length as 1 | 2 | 3
  const flavor = [library, kind].filter(Boolean).join('-')
  return {
    version,
    parts,
    patch: parts === 3,
    ...(library?.startsWith('cudnn') && { cudnn: library }),
    ...(kind && { kind: kind as 'base' | 'runtime' | 'devel' }),
    ...(flavor && { flavor }),
    ...(os && { os }),
  }
}
