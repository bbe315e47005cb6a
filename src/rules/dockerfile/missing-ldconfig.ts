import type { CopyInstruction, DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import type { Span } from '../../text'
import { mayBeSetByBase } from '../support/base-environment'
import { cudaCopies } from '../support/cuda-copies'
import { libraryPathsOf } from '../support/library-path'
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
        'CUDA libraries are copied to {folder}, which the loader finds by its cache only. The cache is as old as the base image, until ldconfig runs (the NVIDIA toolkit does so when it starts a container with a GPU). Add RUN ldconfig.',
    },
    sources: [
      'microsoft/onnxruntime#12540',
      'tensorflow/build#59',
      'NVIDIA container toolkit release notes 1.18.0, 1.18.1',
    ],
    notes: [
      'Only for copies out of nvidia/cuda onto Debian, Ubuntu and python images, which set no LD_LIBRARY_PATH. Silent where the stage, a service that builds it or a script of it speaks of LD_LIBRARY_PATH, ldconfig or ld.so.conf. A hint where only the cache is old.',
    ],
  },
  *check(document, context) {
    for (const stage of leavesOf(document)) {
      if (mayBeSetByBase(stage, 'LD_LIBRARY_PATH') || isHandled(stage, document, context)) continue
      const found = cudaCopies(stage, context.facts).flatMap(({ copy }) => unsearched(copy) ?? [])
      if (found[0]?.copy.stage === stage) yield report(found[0], found.at(-1)?.copy, stage)
    }
  },
})

interface Unsearched {
  readonly folder: string
  readonly copy: CopyInstruction
  readonly at: Span
}

function report({ folder, copy, at }: Unsearched, last: CopyInstruction = copy, stage: Stage): Report {
  const cached = folder.startsWith('/usr/local/lib')
  const lines = cached ? ['RUN ldconfig'] : [`ENV LD_LIBRARY_PATH=${folder}`]
  const ops = [{ op: 'insert-lines', file: copy.file, after: last.span, lines } as const]
  const fixes = [{ title: cached ? 'Run ldconfig' : 'Set LD_LIBRARY_PATH', ops }]
  const data = { folder, image: stage.rootImage ?? '' }
  return cached ? { message: 'cache', data, at, severity: 'info', fixes } : { message: 'path', data, at, fixes }
}

const HANDLES = /LD_LIBRARY_PATH|ldconfig|ld\.so\.conf|patchelf|rpath/i

function isHandled(stage: Stage, document: DockerfileDocument, { project }: RuleContext): boolean {
  const text = stage.lineage.map(({ file, span }) => file.text.slice(span.start, span.end)).join('\n')
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

/** Where a copy puts libraries that the loader does not find by itself; undefined where it does, or that is not known. */
function unsearched(copy: CopyInstruction): Unsearched | undefined {
  const target = copy.destination?.value?.replace(/\/+$/, '')
  const [source] = copy.sources
  const from = source?.value
  if (!target?.startsWith('/') || !from || !source || copy.sources.length > 1) return undefined
  const at = (copy.destination ?? source).span
  if (/^\/usr\/local\/cuda[\d.-]*\/?$/.test(from)) return { folder: `${target}/lib64`, copy, at }
  const libraries = /^\/usr\/local\/cuda[\d.-]*\/(?:lib64|targets\/x86_64-linux\/lib)(?:\/\*?|\/lib[\w.*]+)?$/.test(
    from,
  )
  const folder = /\.so[\d.]*$/.test(target) ? target.slice(0, target.lastIndexOf('/')) : target
  return libraries && !DEFAULTS.test(folder) ? { folder, copy, at } : undefined
}

/** Searched without a cache (Debian and Ubuntu). */
const DEFAULTS = /^(?:\/usr)?\/lib(?:64)?(?:\/[\w-]+-linux-gnu)?$/
