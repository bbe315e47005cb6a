import type { CopyInstruction, DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { mayBeSetByBase } from '../support/base-environment'
import { cudaCopies } from '../support/cuda-copies'
import { libraryPathsOf } from '../support/library-path'
import { textOf } from '../support/runs'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'dockerfile/missing-ldconfig',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['cuda'],
    summary: 'A folder with copied CUDA libraries is one that the loader searches.',
    why: 'The loader knows its default folders, those in its cache and those on LD_LIBRARY_PATH: a copy of /usr/local/cuda is in none of them.',
    messages: {
      path: 'CUDA libraries are copied to {folder}, which the loader does not search: {image} sets no LD_LIBRARY_PATH, and nothing here does. Programs fail with "cannot open shared object file". Set LD_LIBRARY_PATH, or name the folder in /etc/ld.so.conf.d and run ldconfig.',
      cache:
        'Libraries are copied to {folder}, which the loader finds by its cache only. The cache is as old as the base image, until ldconfig runs (the NVIDIA toolkit does so when it starts a container with a GPU). Add RUN ldconfig.',
    },
    sources: [
      'microsoft/onnxruntime#12540',
      'tensorflow/build#59',
      'NVIDIA container toolkit release notes 1.18.0, 1.18.1',
    ],
    notes: [
      'Only for copies out of nvidia/cuda onto Debian, Ubuntu and python images, which set no LD_LIBRARY_PATH; for /usr/local/lib also for libraries that another stage made. Silent where the stage, a service that builds it or a script of it speaks of LD_LIBRARY_PATH, ldconfig or ld.so.conf. A hint where only the cache is old.',
    ],
  },
  *check(document, context) {
    for (const stage of leavesOf(document)) {
      if (isHandled(stage, document, context)) continue
      const cuda = fromCuda(stage, context)
      const found = (cuda.length > 0 ? cuda : fromOthers(stage)).filter((one) => !isRefreshed(one, stage))
      if (found[0]?.copy.stage === stage) yield report(found[0], found.at(-1)?.copy, stage)
    }
  },
})

/** Its loader has no cache, and takes no library for glibc. */
const MUSL = /alpine/

const fromCuda = (stage: Stage, { facts }: RuleContext): readonly Unsearched[] =>
  mayBeSetByBase(stage, 'LD_LIBRARY_PATH') || MUSL.test(stage.rootImage ?? '')
    ? []
    : cudaCopies(stage, facts).flatMap(({ copy }) => unsearched(copy) ?? [])

const CACHE_ONLY = /^\/usr\/local\/lib(?:64)?$/
/** LD_LIBRARY_PATH of nvidia/cuda does not name these folders either. */
const DEBIAN = /^(?:ubuntu|debian|python|nvidia\/cuda):(?!.*(?:alpine|ubi|rocky|centos))/

/** Libraries that another stage made. */
const fromOthers = ({ lineage, rootImage }: Stage): readonly Unsearched[] =>
  lineage.flatMap((copy) => {
    if (!('sources' in copy) || !copy.from || !DEBIAN.test(rootImage ?? '')) return []
    const target = folderOf(copy)
    const libraries = copy.sources.every(({ value }) => /\/lib[\w.*-]+\.so[\d.*]*$/.test(value ?? ''))
    return target && libraries && CACHE_ONLY.test(target.folder) ? [target] : []
  })

interface Unsearched {
  readonly folder: string
  readonly copy: CopyInstruction
  readonly at: Span
}

function report({ folder, copy, at }: Unsearched, last: CopyInstruction = copy, stage: Stage): Report {
  const cached = CACHE_ONLY.test(folder)
  const lines = cached ? ['RUN ldconfig'] : [`ENV LD_LIBRARY_PATH=${folder}`]
  const ops = [{ op: 'insert-lines', file: copy.file, after: last.span, lines } as const]
  const fixes = [{ title: cached ? 'Run ldconfig' : 'Set LD_LIBRARY_PATH', ops }]
  const data = { folder, image: stage.rootImage ?? '' }
  return cached ? { message: 'cache', data, at, severity: 'info', fixes } : { message: 'path', data, at, fixes }
}

const HANDLES = /LD_LIBRARY_PATH|ldconfig|ld\.so\.conf|patchelf|rpath/i

function isHandled(stage: Stage, document: DockerfileDocument, { project }: RuleContext): boolean {
  const text = stage.lineage.map(textOf).join('\n')
  const services = project.buildersOf(document)
  return (
    HANDLES.test(text) ||
    stage.lineage.some((one) => libraryPathsOf(one).length > 0) ||
    services.some(
      ({ environment, commandText }) =>
        environment.some(({ name }) => name === 'LD_LIBRARY_PATH') || HANDLES.test(commandText),
    )
  )
}

/** apt runs ldconfig behind packages with libraries. */
const isRefreshed = ({ folder, copy }: Unsearched, { lineage }: Stage): boolean =>
  CACHE_ONLY.test(folder) &&
  lineage.slice(lineage.indexOf(copy)).some((one) => /\b(?:apt|apt-get|dpkg)\b/.test(textOf(one)))

/** Where a copy puts libraries that the loader does not find by itself; undefined where it does, or that is not known. */
function unsearched(copy: CopyInstruction): Unsearched | undefined {
  const [first, ...more] = copy.sources
  const target = folderOf(copy)
  if (!target || !first?.value) return undefined
  if (more.length === 0 && /^\/usr\/local\/cuda[\d.-]*\/?$/.test(first.value))
    return { ...target, folder: `${copy.destination?.value?.replace(/\/+$/, '')}/lib64` }
  return copy.sources.every(({ value }) => LIBRARIES.test(value ?? '')) && !DEFAULTS.test(target.folder)
    ? target
    : undefined
}

/** Of the toolkit, or what its images have from packages: cuDNN, NCCL, TensorRT. */
const LIBRARIES =
  /^\/usr\/local\/cuda[\d.-]*\/(?:lib64|targets\/x86_64-linux\/lib)(?:\/\*?|\/lib[\w.*]+)?$|^\/usr\/lib(?:64)?\/(?:[\w*]+-linux-gnu\/)?lib(?:cu|nv|nccl)[\w.*]+$/

/** The folder that libraries go to, be it by the name of one of them. */
function folderOf(copy: CopyInstruction): Unsearched | undefined {
  const { destination } = copy
  const target = destination?.value?.replace(/\/+$/, '')
  if (!destination || !target?.startsWith('/')) return undefined
  return { folder: target.replace(/\/[^/]*\.so[\d.]*$/, ''), copy, at: destination.span }
}

/** Searched without a cache (Debian and Ubuntu). */
const DEFAULTS = /^(?:\/usr)?\/lib(?:64)?(?:\/[\w-]+-linux-gnu)?$/
