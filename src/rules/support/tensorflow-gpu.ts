import type { Requirement } from '../../documents/dockerfile/pip-types'
import { compareVersions } from '../../facts'
import { admits } from './version-spec'

/** The stub of tensorflow-gpu: installing it raises an error that names the successor. */
const STUB = '2.12.0'

/** pip takes the newest version that is admitted; the stub is the newest there is. */
export function picksStub({ specifier, pinned }: Pick<Requirement, 'specifier' | 'pinned'>): boolean {
  if (pinned) return compareVersions(pinned, STUB) >= 0 || /^2\.12(?!\d)/.test(pinned)
  return admits(specifier, STUB) === true
}

/** True for a version that was never published under this name. */
export const isPastStub = (pinned: string | undefined): boolean =>
  pinned !== undefined && compareVersions(pinned, STUB) > 0

/** What to install in its place: tensorflow has CUDA as an extra since 2.14. */
export function successorsOf(pinned: string | undefined) {
  const withCuda = { name: 'tensorflow[and-cuda]', title: 'Install tensorflow[and-cuda]' }
  const plain = { name: 'tensorflow', title: 'Install tensorflow, with CUDA and cuDNN from the image' }
  return pinned && compareVersions(pinned, '2.14') < 0 ? [plain] : [withCuda, plain]
}

/** The requirement with another name; its version stays. */
export const renamedTo = (text: string, name: string): string =>
  text.replace(/tensorflow[-_.]gpu(?:\[[^\]]*\])?/i, name)
