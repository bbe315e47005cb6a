/** What of NVIDIA's driver a package brings, by its name; versions (`=535…`) are cut off before. */
export type DriverPackage =
  /** Libraries or tools of the driver itself. */
  | { readonly kind: 'driver' }
  /** A meta-package that pulls the driver in, with what stands for it without. */
  | { readonly kind: 'meta'; readonly instead: readonly string[] }

/** Names that look like the driver's and are not: the container toolkit, headers, EGL platforms without a driver version. */
const HARMLESS =
  /^libnvidia-(?:container|egl-(?:wayland|gbm|xcb|xlib)|nscq|nvvm)|^libnvidia-.*-dev$|^nvidia-(?:container|docker|cuda|cudnn|modprobe|settings|fs|fabricmanager)|^cuda-(?:toolkit|libraries|compat|keyring|command|compiler|minimal|nv|cu|drivers-fabricmanager)/

const DRIVER =
  /^(?:libnvidia-.+|libcuda1(?:-.+)?|libnvcuvid1(?:-.+)?|cuda-drivers(?:-.+)?|nvidia-(?:driver|utils|compute-utils|headless|open|smi|legacy|alternative)(?:-.+)?|nvidia-\d{3}(?:-.+)?|xserver-xorg-video-nvidia(?:-.+)?|xorg-x11-drv-nvidia(?:-.+)?)$/

/**
 * @param word a package as the command names it: `cuda=12.4.1-1`, `nvidia-utils-535:amd64`, `cuda-12-4`
 * @param base the CUDA of the image, which a package without a version shall agree with
 */
export function driverPackage(word: string, base?: string): DriverPackage | undefined {
  const [name = '', version = base] = word.split(/[=:]/)
  if (name === 'cuda') {
    const minor = /^(\d+)\.(\d+)/.exec(version ?? '')
    const suffix = minor ? `-${minor[1]}-${minor[2]}` : ''
    return { kind: 'meta', instead: [`cuda-toolkit${suffix}`, ...(suffix ? [`cuda-libraries${suffix}`] : [])] }
  }
  const meta = /^cuda(-runtime)?-(\d+-\d+)$/.exec(name)
  if (meta) {
    const libraries = `cuda-libraries-${meta[2]}`
    return { kind: 'meta', instead: meta[1] ? [libraries] : [`cuda-toolkit-${meta[2]}`, libraries] }
  }
  return DRIVER.test(name) && !HARMLESS.test(name) ? { kind: 'driver' } : undefined
}

/** Packages of images that are meant to hold the driver: containers that load it, virtual machines. */
export const buildsKernelModules = (name: string): boolean =>
  /^(?:dkms|kmod|kmodtool|linux-(?:headers|image|modules|generic)|kernel(?:-(?:devel|headers|core|modules))?|nvidia-(?:dkms|kernel)|kmod-nvidia|akmod)(?:[-=].*)?$/.test(
    name,
  )
