import { defineRule, type RuleFix } from '../../lint/rule'
import { comesFromPypi } from '../support/package-index'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { isPastStub, picksStub, renamedTo, successorsOf } from '../support/tensorflow-gpu'

export default defineRule({
  meta: {
    id: 'dockerfile/tensorflow-gpu-removed',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'tensorflow-gpu cannot be installed without a pin to 2.11 or older.',
    why: 'Its name was retired: the newest release is a stub that stops the build and names "tensorflow" instead.',
    messages: {
      removed:
        '{package} stops the build: the package tensorflow-gpu was removed, and pip gets a stub that fails with "The tensorflow-gpu package has been removed!". Install "tensorflow[and-cuda]" (2.14 or newer), or "tensorflow" on an image with CUDA and cuDNN.',
      never:
        '{package} does not exist: the package tensorflow-gpu was removed with 2.12, so pip finds no such version. Install "tensorflow" in that version, from 2.14 on as "tensorflow[and-cuda]".',
    },
    sources: ['neuronets/nobrainer#252', 'tensorflow/tensorflow#45848'],
    notes: [
      'Pins to 2.11 or older still install and are no finding, nor are conda packages of this name, other package indexes, and constraints that cannot be read.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /tensorflow[-_.]gpu/i)) return
    for (const stage of document.stages) {
      const found = packagesOf(stage, context).installed.filter(isGone)
      for (const one of found) {
        const { name, specifier, pinned } = one.requirement
        yield {
          message: isPastStub(pinned) ? 'never' : 'removed',
          data: { package: `${name}${specifier}` },
          at: one.at,
          fixes: one.file ? [] : fixesOf(one, context.file.text),
          ...(one.file && relatedOf(one)),
        }
      }
    }
  },
})

function isGone({ requirement, install, applies }: Installed): boolean {
  if (requirement.name !== 'tensorflow-gpu' || requirement.url || install.tool === 'conda' || !applies) return false
  return comesFromPypi(install) && picksStub(requirement)
}

function fixesOf(one: Installed, text: string): readonly RuleFix[] {
  return successorsOf(one.requirement.pinned).map(({ name, title }) => ({
    title,
    ops: [
      {
        op: 'replace',
        file: one.install.instruction.file,
        span: one.at,
        text: renamed(text.slice(one.at.start, one.at.end), name),
      },
    ],
  }))
}

/** `[` is a pattern to the shell, so it needs quotes. */
function renamed(raw: string, name: string): string {
  const text = renamedTo(raw, name)
  return /^["']/.test(raw) || !text.includes('[') ? text : `"${text}"`
}
