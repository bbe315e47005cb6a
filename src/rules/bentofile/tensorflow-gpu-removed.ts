import { defineRule } from '../../lint/rule'
import { type BentoPackage, bentoPackages } from '../support/bento-packages'
import { isPastStub, picksStub, renamedTo, successorsOf } from '../support/tensorflow-gpu'

export default defineRule({
  meta: {
    id: 'bentofile/tensorflow-gpu-removed',
    kind: 'bentofile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['tensorflow'],
    summary: 'tensorflow-gpu cannot be packed without a pin to 2.11 or older.',
    why: 'Its name was retired: the newest release is a stub that stops the build and names "tensorflow" instead.',
    messages: {
      removed:
        '{package} stops bentoml build: the package tensorflow-gpu was removed, and pip gets a stub that fails with "The tensorflow-gpu package has been removed!". Name "tensorflow[and-cuda]" (2.14 or newer), or "tensorflow" where the image brings CUDA and cuDNN.',
      never:
        '{package} does not exist: the package tensorflow-gpu was removed with 2.12, so pip finds no such version. Name "tensorflow" in that version, from 2.14 on as "tensorflow[and-cuda]".',
    },
    sources: ['neuronets/nobrainer#252', 'tensorflow/tensorflow#45848'],
    notes: [
      'Pins to 2.11 or older still install. The packages are those of python.requirements_txt where that is given: BentoML ignores python.packages beside it. Silent where python, or that file, names an index, links or arguments for pip.',
    ],
  },
  *check(document, { project }) {
    for (const one of bentoPackages(document, project)) {
      const { text, at, requirement, listed } = one
      if (requirement.name !== 'tensorflow-gpu' || !picksStub(requirement)) continue
      const message = isPastStub(requirement.pinned) ? 'never' : 'removed'
      yield { message, data: { package: text }, at, fixes: listed ? [] : renamings(one), ...listed }
    }
  },
})

const renamings = ({ text, at, requirement }: BentoPackage) =>
  successorsOf(requirement.pinned).map(({ name, title }) => ({
    title,
    ops: [{ op: 'set', target: at, value: renamedTo(text, name) } as const],
  }))
