import type { Facts, TableName } from '../facts'
import { versionPrefix } from '../facts/versions'
import type { Choice, Fact, Framework, Reason } from '../frameworks/types'
import type { Workload } from '../workload'
import type { Picked } from './pick'

const EVERYWHERE = ['compose', 'dockerfile', 'kubernetes', 'readme'] as const

/** Why the version, CUDA and Python are as they are. */
export function reasonsOf(
  { title, table, ownImage }: Framework,
  picked: Picked,
  choice: Choice,
  { cuda: wish }: Workload,
): readonly Reason[] {
  const { release, build, python, facts } = choice
  const because = picked.because
  // That an image is the user's own is no fact of ours.
  const own = build.table ?? table
  const fact = ownImage ? {} : { fact: factOf(own, facts) }
  const version: Reason = { choice: title, value: release.version, because, ...fact, in: EVERYWHERE }
  return [
    version,
    ...(build.cuda ? [cudaReason(build.cuda, choice, wish)] : []),
    ...(build.rocm ? [rocmReason(build.rocm, build.holds ? 'image' : 'wheels', factOf(own, facts))] : []),
    ...(picked.doubt
      ? [{ choice: 'Doubt', value: build.cuda ?? build.image ?? '', because: picked.doubt, in: EVERYWHERE }]
      : []),
    ...(python ? [build.python ? inImage(python, build.holds) : pythonReason(python, facts)] : []),
  ]
}

export const factOf = (table: TableName, facts: Facts): Fact => ({ table, retrieved: facts.freshness(table).retrieved })

function cudaReason(cuda: string, { gpu, build: { image }, facts }: Choice, wish: string | undefined): Reason {
  const compat = facts.minorVersionCompat(cuda)
  const min = compat?.minDriverLinux ?? facts.minDriver(cuda)?.linux
  const needs = min
    ? `needs driver ${min} or later on the host${startWords(image, facts)}`
    : 'the build that was chosen'
  const because = gpu ? needs : 'it comes along; without a GPU it asks for no driver'
  return {
    choice: 'CUDA',
    value: cuda,
    because: `${because}${wishWords(cuda, wish)}`,
    fact: factOf('cuda-releases', facts),
    in: EVERYWHERE,
  }
}

/** Some builds are for a major. */
const wishWords = (cuda: string, wish = ''): string =>
  /^\d+$/.test(cuda) && wish.startsWith(`${cuda}.`)
    ? `; ${wish} was wished, and there is one build for all of CUDA ${cuda}`
    : ''

const rocmReason = (rocm: string, whence: string, fact: Fact): Reason => ({
  choice: 'ROCm',
  value: rocm,
  because: `comes with the ${whence}; the host needs the driver amdgpu alone, whose device nodes the container gets`,
  fact,
  in: EVERYWHERE,
})

/** An nvidia/cuda image has a start check of its own, which the hook of the toolkit runs. */
function startWords(image: string | undefined, facts: Facts): string {
  const tag = /^nvidia\/cuda:(.+)$/.exec(image ?? '')?.[1]
  const known = tag === undefined ? undefined : facts.cudaImage(tag)
  const min = known && 'cuda' in known && known.cuda ? facts.minDriver(versionPrefix(known.cuda, 2))?.linux : undefined
  if (!known || !min || !('compatDriverBranches' in known)) return ''
  return `; the image itself starts with ${min} or later, or a branch of ${known.compatDriverBranches?.join(', ')}`
}

const pythonReason = ({ version, image }: NonNullable<Choice['python']>, facts: Facts): Reason => ({
  choice: 'Python',
  value: `${version} (${image})`,
  because: 'within the range of this release; the slim image has nothing that is not needed',
  fact: factOf('frameworks', facts),
  in: ['dockerfile', 'readme'],
})

const inImage = ({ version, image }: NonNullable<Choice['python']>, holds?: true): Reason => ({
  choice: 'Python',
  value: version,
  because: `the one ${holds ? 'that has it in' : 'of the system of'} ${image}`,
  in: ['dockerfile', 'readme'],
})
