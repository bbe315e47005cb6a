import { type CudaImageEntry, compareVersions, type Facts, majorOf, versionPrefix } from '../../../facts'
import { driverBranch } from '../../../host/driver'
import type { RuleContext } from '../../../lint/rule'
import { programBranch } from '../../support/cuda-driver'
import type { Want } from './need'
import { type CudaWish, type Nothing, refusal } from './outcome'

export interface ImageKind {
  readonly kind: 'runtime' | 'devel'
  /** In this order. */
  readonly systems: readonly string[]
}

/** The image of nvidia/cuda that serves all that is wanted: the lowest minor that does, and of it the newest patch. */
export function chooseImage(
  wants: readonly Want[],
  { kind, systems }: ImageKind,
  wish: CudaWish,
  { facts, target }: RuleContext,
): CudaImageEntry | Nothing {
  if (wants.length === 0 && wish.cuda === undefined)
    return refusal('nothing that it installs is known to load CUDA, so which one it needs is not known.')
  const flavour = wants.some((want) => want.cudnn !== undefined) ? `cudnn-${kind}` : kind
  const branch = driverBranch(target) ?? Number.POSITIVE_INFINITY
  const images = facts
    .cudaTags()
    .filter((image) => isWhole(image) && flavourOf(image) === flavour && systems.includes(image.os))
    .filter(({ cuda }) => wish.cuda === undefined || versionPrefix(cuda, 2) === wish.cuda)
    .filter((image) => wants.every((want) => serves(image, want, facts)))
  const running = images.filter(({ cuda }) => (programBranch(cuda, facts) ?? 0) <= branch)
  const [best] = running.sort((a, b) => compared(a, b) || systems.indexOf(a.os) - systems.indexOf(b.os))
  return best ?? noImage(wants, wish, systems, images.length > 0 ? target.driver : undefined)
}

const flavourOf = ({ flavor }: CudaImageEntry): string => flavor.replace(/^cudnn\d*-/, 'cudnn-')

const isWhole = ({ status, arches }: CudaImageEntry): boolean =>
  (status === 'active' || status === 'eol-listed') && arches?.includes('amd64') === true

const compared = (a: CudaImageEntry, b: CudaImageEntry): number =>
  compareVersions(versionPrefix(a.cuda, 2), versionPrefix(b.cuda, 2)) || compareVersions(b.cuda, a.cuda)

function serves({ cuda, cudnnVersion }: CudaImageEntry, want: Want, facts: Facts): boolean {
  const minor = versionPrefix(cuda, 2)
  const isOfMajor = majorOf(cuda) === majorOf(want.cuda) && compareVersions(minor, want.cuda) >= 0
  const named = want.loads.every((library) => hasName(library, minor, facts))
  const enough = want.cudnn === undefined || isEnough(cudnnVersion, want.cudnn)
  return (want.exact ? minor === want.cuda : isOfMajor) && named && enough
}

/** cuDNN takes no program that was built for a newer minor of its major. */
const isEnough = (cudnn: string | undefined, wanted: string): boolean =>
  cudnn !== undefined && majorOf(cudnn) === majorOf(wanted) && compareVersions(cudnn, wanted.replace('.x', '')) >= 0

function hasName(library: string, minor: string, facts: Facts): boolean {
  const [, name = '', suffix] = /^(\w+)\.so\.([\d.]+)$/.exec(library) ?? []
  const known = facts.soname(name, minor)
  return known === undefined || known === suffix
}

/** No image has what the packages load, or not with the CUDA that is wished, on the system, for the driver. */
function noImage(
  wants: readonly Want[],
  { cuda }: CudaWish,
  systems: readonly string[],
  driver: string | undefined,
): Nothing {
  const needs = wants.map((want) => `${shownWant(want)}, and `).join('')
  const limits = [
    ...(cuda === undefined ? [] : [`with CUDA ${cuda}`]),
    ...(systems.length > 1 ? [] : [`on ${systems[0]}`]),
    ...(driver === undefined ? [] : [`that runs on driver ${driver}`]),
  ]
  return refusal(`${needs}no image of nvidia/cuda is known ${[...limits, 'that has it'].join(' ')}.`)
}

const shownWant = ({ package: name, cuda, exact, cudnn }: Want): string =>
  `${name} loads CUDA ${cuda}${exact ? '' : ' or a later minor'}${cudnn === undefined ? '' : ` and cuDNN ${cudnn}`}`
