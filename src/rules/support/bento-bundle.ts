import type { Requirement } from '../../documents/dockerfile/pip-types'
import { readRequirements } from '../../documents/dockerfile/requirements'
import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { dirname } from '../../documents/workspace'
import type { Facts } from '../../facts'
import type { RuleContext } from '../../lint/rule'
import { packagesOf } from './python-packages'

/** What the bundle installs: its own requirements.txt, and what the Dockerfile adds. */
export function bundlePackages(
  stage: Stage,
  document: DockerfileDocument,
  context: RuleContext,
): readonly Requirement[] {
  const folders = context.project.buildersOf(document).flatMap(({ build }) => build?.contextPath ?? [])
  const folder = folders[0] ?? dirname(context.file.path)
  const path = folder === '' ? 'requirements.txt' : `${folder}/requirements.txt`
  const text = context.project.text(path)
  const own = packagesOf(stage, context).installed.map(({ requirement }) => requirement)
  return [...(text === undefined ? [] : readRequirements(text, path)), ...own]
}

export interface Needed {
  /** The package and its version, as it is asked for. */
  readonly package: string
  /** A tag of nvidia/cuda with the libraries that it loads; undefined where none can be pulled or none is known. */
  readonly tag: string | undefined
  readonly minor: string
  /** Of libcusolver: what it loads and what the image ships, where they differ. */
  readonly cusolver: readonly [wants: string, ships: string] | undefined
}

/** The first package that loads the CUDA libraries of the system; torch and its kind bring theirs along. */
export function neededBy(packages: readonly Requirement[], facts: Facts): Needed | undefined {
  const found = packages.find(
    ({ name, extras }) => extras.length === 0 && /^(?:onnxruntime-gpu|tensorflow|tensorflow-gpu)$/.test(name),
  )
  if (!found) return undefined
  const { name, specifier, pinned } = found
  const wanted = name === 'onnxruntime-gpu' ? ofOnnxruntime(pinned, facts) : ofTensorflow(pinned, facts)
  return { package: `${name}${specifier}`, ...(wanted ?? { tag: undefined, minor: '', cusolver: undefined }) }
}

type Libraries = Omit<Needed, 'package'>

function ofOnnxruntime(pinned: string | undefined, facts: Facts): Libraries | undefined {
  const row = pinned === undefined ? undefined : facts.onnxruntimeGpu(pinned)
  const cudnn = pinned === undefined ? undefined : facts.systemCudnnMajor('onnxruntime-gpu', `==${pinned}`, [])
  if (row?.cuda.major === 11 && cudnn === 8) return libraries('11.8.0-cudnn8-runtime-ubuntu22.04', '11.8')
  return row?.cuda.major === 12 && cudnn === 9 ? libraries('12.6.3-cudnn-runtime-ubuntu22.04', '12.6') : undefined
}

const libraries = (tag: string, minor: string): Libraries => ({ tag, minor, cusolver: undefined })

function ofTensorflow(pinned: string | undefined, facts: Facts): Libraries | undefined {
  const needs = pinned === undefined ? undefined : facts.tensorflowNeeds(pinned)
  if (needs?.cudaMajor !== 11) return undefined
  const [near] = facts.nearestCudaImages(`${needs.cuda}.0-cudnn8-runtime-ubuntu20.04`, 1)
  const minor = near?.cuda.split('.').slice(0, 2).join('.') ?? ''
  const loads = needs.loads?.flatMap((library) => /^libcusolver\.so\.(\d+)$/.exec(library)?.[1] ?? [])[0]
  const ships = facts.soname('libcusolver', minor)
  if (!near || !minor.startsWith('11.') || !/^cudnn8-runtime/.test(near.flavor)) return undefined
  return { tag: near.tag, minor, cusolver: loads && ships && loads !== ships ? [loads, ships] : undefined }
}
