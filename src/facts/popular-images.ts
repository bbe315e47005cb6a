import { remember } from '../text'
import { lazy } from './lazy'
import table from './tables/popular-images.json'

export interface PopularImage {
  readonly vendor: 'nvidia' | 'amd' | 'intel'
  readonly framework?: string
  /**
   * `required`: the tag is the GPU build; without a GPU it fails or is the wrong choice.
   * `optional`: made to run on either, or the project has no CPU image.
   * `cpu-tag`: the CPU build of a project that has GPU builds: a GPU given to it lies idle.
   */
  readonly gpu: 'required' | 'optional' | 'cpu-tag'
  /** CUDA that the tag names. */
  readonly cuda?: string
  /** Commonly trained with: shared memory and several GPUs matter. */
  readonly training?: boolean
  /** Why it is required or optional, where that is not plain. */
  readonly why?: string
}

interface Row extends Omit<PopularImage, 'cuda'> {
  readonly image: string
  /** A pattern the tag must meet; missing: any tag. */
  readonly tag?: string
  /** A pattern that finds CUDA in the tag. */
  readonly cuda?: string
}

/** A row with its patterns made once: every image of every file asks. */
const rows = lazy(() =>
  (table.rows as unknown as readonly Row[]).map((row) => ({
    row,
    tag: new RegExp(row.tag ?? ''),
    cuda: row.cuda === undefined ? undefined : new RegExp(row.cuda),
  })),
)

const namesIt = ({ image }: Row, repository: string): boolean =>
  image === repository || (image.endsWith('/*') && repository.startsWith(image.slice(0, -1)))

/** The first row that fits wins: special tags stand above the rest of their repository. A missing tag is `latest`. */
export const popularImage = (repository: string, tag: string | undefined): PopularImage | undefined =>
  look(`${repository} ${tag ?? 'latest'}`)

const look = remember((name): PopularImage | undefined => {
  const [repository = '', written = ''] = name.split(' ')
  const found = rows().find((one) => namesIt(one.row, repository) && one.tag.test(written))
  if (!found) return undefined
  const { image: _image, tag: _tag, cuda: _cuda, ...rest } = found.row
  const cuda = found.cuda?.exec(written)?.[1]
  return { ...rest, ...(cuda && { cuda }) }
})
