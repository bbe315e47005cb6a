import type { Facts, TableName } from '../facts'
import type { Mode, Vendor, Workload } from '../workload'

/** A row of a table that a choice rests on. */
export interface Fact {
  readonly table: TableName
  /** The day its sources were read. */
  readonly retrieved: string
}

/** Where a choice shows: `request` is the file with the GPU request, the second one of a pair. */
export type Place = 'compose' | 'request' | 'dockerfile' | 'kubernetes' | 'readme'

/** Why a choice is as it is; every file says it of the choices that it shows. */
export interface Reason {
  readonly choice: string
  readonly value: string
  /** A clause that follows the value, without a full stop. */
  readonly because: string
  readonly fact?: Fact
  readonly in: readonly Place[]
}

/** One build of a release: by CUDA, where there are several. */
export interface Build {
  /** The minor: `12.8`. */
  readonly cuda?: string
  readonly cudnn?: string
  /** Of an AMD build: `7.2`. */
  readonly rocm?: string
  /** Of an Intel build: its wheels are for XPU, as PyTorch calls these GPUs. */
  readonly xpu?: true
  /** pip's index; missing: PyPI. */
  readonly index?: string
  /** The image that the project stands on (`nvidia/cuda:…`), where a slim Python is not enough, or that it runs as it is. */
  readonly image?: string
  /** The Python of that image, as a minor; missing where a slim Python image of our choice is the base. */
  readonly python?: string
  /** The image has the framework too, in the Python on its path: nothing of it is installed. */
  readonly holds?: true
  /** The table that it is from, where it is not the framework's own. */
  readonly table?: TableName
  /** The publisher calls it experimental. */
  readonly preview?: true
  /** The driver branch that its publisher asks for, and the older ones that do on data-centre cards. */
  readonly driver?: { readonly branch: number; readonly dataCenter?: readonly number[] }
  /** The lowest compute capability that it serves, where that is known. */
  readonly minCapability?: string
  /** Compute capabilities of its kernels, where they are known. */
  readonly capabilities?: readonly string[]
}

export interface Release {
  readonly version: string
  /** In the order in which they are to be tried. */
  readonly builds: readonly Build[]
  /** Minors, oldest first; empty where Python is inside the image. */
  readonly pythons: readonly string[]
}

/** What was chosen; a framework writes its recipe from it. */
export interface Choice {
  readonly name: string
  readonly mode: Mode
  readonly vendor: Vendor
  readonly release: Release
  readonly build: Build
  /** Minor, and the image that has it; missing where Python is no matter of ours. */
  readonly python?: { readonly version: string; readonly image: string }
  /** True where the container is given a GPU, always or by the second file of a pair. */
  readonly gpu: boolean
  /** The request stands in a second file, so that the first one starts without a GPU. */
  readonly pair: boolean
  readonly nonRoot: boolean
  /** Of an image that is put together from them; empty: the image of the release. */
  readonly backends: readonly string[]
  readonly repoagents: readonly string[]
  readonly facts: Facts
}

export type Step =
  | {
      readonly do: 'run'
      readonly commands: readonly string[]
      readonly cache?: readonly string[]
      readonly why?: string
    }
  | {
      readonly do: 'copy'
      readonly from?: string
      readonly sources: readonly string[]
      readonly to: string
      readonly owner?: string
      readonly why?: string
    }
  | { readonly do: 'arg'; readonly name: string; readonly value: string; readonly why?: string }
  | { readonly do: 'env'; readonly values: Readonly<Record<string, string>>; readonly why?: string }
  | { readonly do: 'workdir'; readonly path: string; readonly why?: string }
  | { readonly do: 'user'; readonly name: string; readonly why?: string }
  | { readonly do: 'expose'; readonly port: number; readonly why?: string }
  | { readonly do: 'entrypoint' | 'cmd'; readonly words: readonly string[]; readonly why?: string }

export interface Stage {
  readonly name?: string
  readonly from: string
  readonly why?: string
  readonly steps: readonly Step[]
}

export interface Health {
  readonly test: readonly string[]
  /** Seconds until failures count: a model is loading. */
  readonly startPeriod: number
}

export interface ProjectFile {
  readonly path: string
  readonly text: string
}

/** The smoke test: says what the GPU is and computes on it, or ends with 1. */
export interface Probe {
  /** Undefined where the image brings the command along. */
  readonly file?: ProjectFile
  readonly command: readonly string[]
  /** `exec`: in the running container; `run`: in one of its own. */
  readonly how: 'run' | 'exec'
  /** The first word of the command stands in place of the image's entrypoint, of which nothing is known. */
  readonly asEntrypoint?: true
}

/** Everything a framework says of a project; `resolve` adds the GPU request and what the workload itself says. */
export interface Recipe {
  /** Built from these stages … */
  readonly stages?: readonly Stage[]
  /** … or run as it is. */
  readonly image?: string
  /** A script of the project makes that image here: no registry has it. */
  readonly madeBy?: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Set only where the service is given a GPU. */
  readonly gpuEnvironment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  /** The container's ports that surely speak HTTP; missing: all. */
  readonly http?: readonly string[]
  /** `SOURCE:/TARGET`; a source without `/` is a named volume. */
  readonly mounts?: readonly string[]
  readonly shmSize?: string
  readonly ipcHost?: true
  readonly restart: 'no' | 'unless-stopped'
  readonly health?: Health
  readonly files?: readonly ProjectFile[]
  readonly probe: Probe
  /** Ignored by the build beside what always is. */
  readonly ignore?: readonly string[]
  readonly reasons?: readonly Reason[]
  /** Paragraphs of the README. */
  readonly notes?: readonly string[]
}

export interface OwnImage {
  /** Where none is wished. */
  mode(workload: Workload): Mode
  /** Why the image cannot be had like this. */
  refusal(workload: Workload, facts: Facts): Refusal | undefined
  /** Images that may stand in its place, the nearest first. */
  others(image: string, facts: Facts): readonly string[]
}

export interface ImageUser {
  /** Another one than root that the image starts as, by `UID:GID`; undefined where its publisher names none for it. */
  other?(release: Release, vendor: Vendor): { readonly id: string; readonly because: string } | undefined
  /** Why there is none, as a sentence. */
  readonly none: string
}

/** An image that can be put together from the parts that are named. */
export interface Parts {
  /** What may be named; empty where the image of this release cannot be put together. */
  backends(version: string, facts: Facts): readonly string[]
  /** What a backend is for. */
  about(backend: string): string
  /** Why these cannot be had of this release. */
  refusal(workload: Workload, version: string, facts: Facts): Refusal | undefined
}

export interface Refusal {
  readonly impossible: string
  readonly nearest: Workload | undefined
}

/** A framework: one file, `frameworks/<id>.ts`; the registry is generated. */
export interface Framework {
  readonly id: string
  readonly title: string
  /** The first one is the default. */
  readonly modes: readonly Mode[]
  readonly vendors: readonly Vendor[]
  /** Why there is nothing for another vendor, as a clause, where that is known. */
  readonly lacks?: Readonly<Partial<Record<Vendor, string>>>
  /** True where it works without a GPU too, so that a CPU fallback makes sense. */
  readonly cpu: boolean
  /** Where its releases are from. */
  readonly table: TableName
  /** A release speaks for every patch of its minor, so that a patch may be wished that the table does not name. */
  readonly patches?: true
  /** Why there are no projects for a version that the facts know. */
  refused?(version: string, facts: Facts): string | undefined
  /** It runs an image that the user names: that is its version, and the command and ports are the user's too. */
  readonly ownImage?: OwnImage
  /** It is an image that is run as it is, and whose user no Dockerfile here decides. */
  readonly imageUser?: ImageUser
  readonly parts?: Parts
  /** Newest first. */
  releases(facts: Facts, vendor: Vendor, image?: string): readonly Release[]
  /** The range of Python that a mode needs beside the framework's own, such as `>=3.10`. */
  pythonFor?(mode: Mode): string | undefined
  recipe(choice: Choice): Recipe
}
