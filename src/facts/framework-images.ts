import { lazy } from './lazy'
import table from './tables/framework-images.json'
import { compareVersions } from './versions'

/** A tag of an image that brings PyTorch or TensorFlow along. */
export interface FrameworkImage {
  readonly status: 'known'
  readonly tag: string
  readonly framework: 'PyTorch' | 'TensorFlow'
  /** Of the framework; those of NGC are builds between two releases (`2.9.0a0`). */
  readonly version?: string
  /** In the image; its minor alone where no more is known. Missing for tensorflow/tensorflow, whose images nobody wrote down. */
  readonly cuda?: string
  /** Its major alone for pytorch/pytorch. */
  readonly cudnn?: string
  readonly python?: string
  readonly ubuntu?: string
  /** Branch or version that the release notes ask for on any GPU; missing where they were not read. */
  readonly driver?: string
  /** Its line has no further releases. */
  readonly ended?: true
  readonly source: string
}

/** A release of the framework that Docker Hub had no image of. */
export interface MissingFrameworkImage {
  readonly status: 'missing'
  /** The day that somebody looked. */
  readonly date: string
  readonly source: string
}

/** Nothing may be said: another image, a tag newer than the table, or one that nobody wrote down. */
export interface UnknownFrameworkImage {
  readonly status: 'unknown'
}

interface Known extends Omit<FrameworkImage, 'status' | 'tag' | 'framework' | 'source'> {
  readonly src: string
}

interface Row extends Known {
  readonly release: string
  readonly series?: string
}

/** By image, newest first. */
const TAGS: Readonly<Record<string, () => readonly FrameworkImage[]>> = {
  'pytorch/pytorch': lazy(() => table.pytorch.flatMap(hubPytorch).sort(byVersion)),
  'tensorflow/tensorflow': lazy(() => table.tensorflow.split(' ').flatMap(hubTensorflow)),
  'nvcr.io/nvidia/pytorch': lazy(() =>
    (table.ngcPytorch as readonly Row[]).map(({ release, ...row }) => made(`${release}-py3`, 'PyTorch', row)),
  ),
  'nvcr.io/nvidia/tensorflow': lazy(() => (table.ngcTensorflow as readonly Row[]).flatMap(ngcTensorflow)),
}

function hubPytorch({ torch, cuda, cudnn }: (typeof table.pytorch)[number]): readonly FrameworkImage[] {
  const builds = torch.split(' ').flatMap((version) => cuda.split(' ').map((minor) => ({ version, minor })))
  return builds.flatMap(({ version, minor }) =>
    ['runtime', 'devel'].map((kind) =>
      made(`${version}-cuda${minor}-cudnn${cudnn}-${kind}`, 'PyTorch', { version, cuda: minor, cudnn, src: 'matrix' }),
    ),
  )
}

/** Newest PyTorch first, then its newest CUDA. */
const byVersion = (a: FrameworkImage, b: FrameworkImage): number =>
  compareVersions(b.version ?? '', a.version ?? '') || compareVersions(b.cuda ?? '', a.cuda ?? '')

const hubTensorflow = (version: string): readonly FrameworkImage[] =>
  ['gpu', 'gpu-jupyter'].map((kind) => made(`${version}-${kind}`, 'TensorFlow', { version, src: 'docker' }))

/** TensorFlow 1 has tags of its own. */
const ngcTensorflow = ({ release, series = '2', ...row }: Row): readonly FrameworkImage[] =>
  series.split(',').map((major) => {
    const ended = major === '1' ? ({ ended: true } as const) : {}
    return made(`${release}-tf${major}-py3`, 'TensorFlow', { ...row, ...ended })
  })

const made = (tag: string, framework: FrameworkImage['framework'], { src, ...known }: Known): FrameworkImage => ({
  status: 'known',
  tag,
  framework,
  ...known,
  source: (table.source as Readonly<Record<string, string>>)[src] ?? src,
})

/** @param name `nvcr.io/nvidia/pytorch`. Newest first; empty for an image without a table */
export const frameworkImages = (name: string): readonly FrameworkImage[] =>
  Object.hasOwn(TAGS, name) ? (TAGS[name]?.() ?? []) : []

const byTag = lazy(
  () =>
    new Map(
      Object.entries(TAGS).flatMap(([name, tags]) => tags().map((image) => [`${name}:${image.tag}`, image] as const)),
    ),
)

/** @param name `pytorch/pytorch` @param tag `2.6.0-cuda12.4-cudnn9-runtime` */
export function frameworkImage(
  name: string,
  tag: string,
): FrameworkImage | MissingFrameworkImage | UnknownFrameworkImage {
  const known = byTag().get(`${name}:${tag}`)
  if (known) return known
  const version = /^([\d.]+)-gpu(?:-jupyter)?$/.exec(tag)?.[1]
  const gone = name === 'tensorflow/tensorflow' && table.tensorflowMissing.find((row) => row.tensorflow === version)
  return gone ? { status: 'missing', date: gone.date, source: gone.src } : { status: 'unknown' }
}
