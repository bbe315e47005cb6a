import type { Declaration, Stage } from '../../documents/dockerfile/types'
import type { Facts } from '../../facts'
import { defineRule } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { appendOld, baseLibraryPath, keepsOld, libraryPathsOf, sameDirectory } from '../support/library-path'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'dockerfile/ld-library-path-overwritten',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'ENV LD_LIBRARY_PATH must keep what the CUDA base image set.',
    why: 'The directories of the base value are no longer searched: a driver mounted below /usr/local/nvidia, or the CUDA libraries, may not be found.',
    messages: {
      overwritten:
        'LD_LIBRARY_PATH "{value}" replaces what {image} set and drops {lost}. Libraries that lie only there, as a driver that the host mounts below /usr/local/nvidia, may not be found at run time. Append the old value: {repaired}.',
    },
    sources: [
      'aarnphm/distributed-deployment-ml',
      'NVIDIA/nvidia-docker#76',
      'conda-forge/docker-images#135',
      'tensorflow/tensorflow#45848',
      'NVIDIA container-images/cuda Dockerfiles (mirror pdtgct/cuda @e3c1b680, 2025-12-15)',
      'pytorch/pytorch Dockerfile @01343dcd (read 2026-11-28)',
    ],
    notes: [
      'Only nvidia/cuda and pytorch/pytorch images are judged, whose value is known; on scratch, slim and distribution images nothing is lost.',
      "Silent where the base's own directories are restated (also as `/usr/local/cuda-X.Y`), where a later ENV brings them back, where the value is emptied or begins with the forward-compatibility libraries (`cuda/compat`), and in stages that others only copy from.",
    ],
  },
  *check(document, { facts, file }) {
    if (!document.instructions.some((instruction) => libraryPathsOf(instruction).length > 0)) return
    for (const stage of leavesOf(document))
      for (const [declaration, lost] of lossesOf(stage, facts)) {
        const value = declaration.value?.value ?? ''
        const repaired = `${value.replace(/:$/, '')}:\${LD_LIBRARY_PATH}`
        const data = { value, image: stage.rootImage ?? '', lost: lost.join(' and '), repaired }
        const at = declaration.value?.span ?? declaration.name.span
        yield { message: 'overwritten', data, at, fixes: appendOld(declaration, file) }
      }
  },
})

/** The assignments that cost the stage directories of its base, with those that are still missing at its end. */
function lossesOf(stage: Stage, facts: Facts): ReadonlyMap<Declaration, readonly string[]> {
  const losses = new Map<Declaration, readonly string[]>()
  const base = baseLibraryPath(stage, facts)?.split(':')
  const minor = cudaBase(stage.rootImage, facts)?.minor ?? ''
  if (!base) return losses
  let alive = base
  for (const declaration of stage.lineage.flatMap(libraryPathsOf)) {
    const written = declaration.value?.value
    const now = new Set((written ?? '').split(':').map((directory) => sameDirectory(directory, minor)))
    for (const [earlier, lost] of losses) keep(losses, earlier, missing(lost, now))
    if (keepsOld(declaration)) continue
    // Emptied on purpose, the forward-compatibility libraries put first, or not known: nothing can be said from here on.
    if (!written || /^\/usr\/local\/cuda[^/:]*\/compat\b/.test(written)) return new Map()
    keep(losses, declaration, missing(alive, now))
    alive = alive.filter((directory) => now.has(directory))
  }
  return losses
}

const missing = (directories: readonly string[], now: ReadonlySet<string>): readonly string[] =>
  directories.filter((directory) => !now.has(directory))

/** The 32-bit /usr/local/nvidia/lib alone is no loss. */
function keep(losses: Map<Declaration, readonly string[]>, declaration: Declaration, lost: readonly string[]): void {
  if (lost.some((directory) => directory.endsWith('/lib64'))) losses.set(declaration, lost)
  else losses.delete(declaration)
}
