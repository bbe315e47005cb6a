import table from './tables/frameworks.json'
import { inRange } from './versions'

/** A version of a framework that gpu-compose writes projects for, as far as no table of its own has it. */
export interface FrameworkRow {
  readonly framework: string
  readonly version: string
  readonly cuda?: string
  readonly cudnn?: string
  /** The ROCm in the image. */
  readonly rocm?: string
  readonly python?: string
  /** The image that runs it. */
  readonly image?: string
  readonly vendor?: 'nvidia' | 'amd' | 'intel'
  /** The one to take where nothing is wished. */
  readonly default?: true
  /** Why it is the default. */
  readonly why?: string
  readonly src?: string
  readonly date: string
}

const rows = table.rows as readonly FrameworkRow[]

/** The rows of a framework for the GPUs of a vendor, newest first. */
export const frameworkRows = (id: string, of: FrameworkRow['vendor'] = 'nvidia'): readonly FrameworkRow[] =>
  rows.filter(({ framework, vendor = 'nvidia' }) => framework === id && vendor === of)

export const frameworkDefault = (id: string, vendor?: FrameworkRow['vendor']): FrameworkRow | undefined =>
  frameworkRows(id, vendor).find((row) => row.default)

/** The tags of an image that the rows name, with a version in each. */
export const imageTags = (fullName: string): readonly string[] =>
  rows.flatMap(({ image }) => (image?.startsWith(`${fullName}:`) ? [image.slice(fullName.length + 1)] : []))

export interface PythonImage {
  readonly image: string
  readonly os: string
}

/** The slim images of a Python, the one to take first; empty where none is known. */
export const pythonImages = (python: string): readonly PythonImage[] =>
  table.pythonImages
    .filter(({ python: known }) => known.split(' ').includes(python))
    .map(({ image, os }) => ({ image: image.replace('{python}', python), os }))

export interface Pin {
  readonly package: string
  readonly version: string
}

/** The version of a helper package (jupyterlab) for a Python. */
export const pin = (name: string, python: string): Pin | undefined =>
  table.pins.find((row) => row.package === name && inRange(python, row.python))
