import type { Stage } from '../../documents/dockerfile/types'
import { compareVersions, type Facts } from '../../facts'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { retagTo } from '../support/image-retag'
import { comesFromPypi } from '../support/package-index'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { isPlaceholder, rootUse } from '../support/root-image'
import { leavesOf } from '../support/stage-leaves'
import { pythonOf } from '../support/stage-python'

export default defineRule({
  meta: {
    id: 'dockerfile/no-wheel-for-python',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['torch==', 'tensorflow', '-r', '--requirement'],
    summary: 'PyTorch and TensorFlow have wheels for the Python of the image.',
    why: 'Each release has wheels for some versions of Python, and none to build from: pip finds no version and the build stops.',
    messages: {
      none: '{package} has wheels for Python {range}, and {image} has Python {python}. pip stops: Could not find a version that satisfies the requirement {package}. Take Python {choice}, or a {name} with wheels for Python {python}.',
    },
    sources: [
      'pytorch/pytorch RELEASE.md, release matrix (2026-07-27)',
      'tensorflow.org, tested build configurations (2026-03-11)',
    ],
    notes: [
      'Only for exact pins, with the pip of a python image or of a known Ubuntu, where nothing brings another Python or another environment. A Python that a release supports as an experiment counts as supported.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /torch|tensorflow/i)) return
    const seen = new Set<number>()
    for (const stage of leavesOf(document)) {
      if (isPlaceholder(stage)) continue
      for (const one of packagesOf(stage, context).installed) {
        const report = seen.has(one.at.start) ? undefined : judge(one, stage, context)
        if (!report) continue
        seen.add(one.at.start)
        yield report
      }
    }
  },
})

function judge(one: Installed, stage: Stage, context: RuleContext): Report | undefined {
  const { requirement, install, applies } = one
  const { name, pinned, marker, url } = requirement
  if (!pinned || url || applies !== true || marker || /^(?:uv|conda)$/.test(install.tool) || !isCertain(one))
    return undefined
  const range = rangeOf(name, pinned.split('+')[0] ?? '', context.facts)
  const python = range && pythonOf(stage, install)
  if (!range || !python || isIn(python, range)) return undefined
  const choice = compareVersions(python, range.from) < 0 ? range.from : range.to
  const data = {
    package: `${name}==${pinned}`,
    name,
    range: `${range.from} to ${range.to}`,
    image: stage.rootImage ?? '',
    python,
    choice,
  }
  return {
    message: 'none',
    data,
    at: one.at,
    fixes: otherPython(stage, context, choice),
    ...(one.file && relatedOf(one)),
  }
}

/** Wheels of one's own may lie elsewhere. */
const isCertain = ({ install, file }: Installed): boolean =>
  comesFromPypi(install) &&
  !install.command.conditional &&
  !install.elsewhere &&
  install.findLinks.length === 0 &&
  !/^\s*(?:-f|--find-links|-i|--index-url|--extra-index-url)\b/m.test(file?.text ?? '')

interface Range {
  readonly from: string
  readonly to: string
}

/** The versions of Python that the wheels are for, experimental ones included. */
function rangeOf(name: string, version: string, facts: Facts): Range | undefined {
  if (name === 'torch') return parse(facts.torch(version)?.python, OLDER[version])
  return /^tensorflow(?:-gpu|-cpu)?$/.test(name) ? parse(facts.tensorflow(version)?.python) : undefined
}

/** Releases with wheels for a Python that the release matrix does not name. */
const OLDER: Readonly<Record<string, string>> = { '1.13.0': '3.11', '1.13.1': '3.11' }

/** `3.8-3.11 (3.12 experimental)`. */
function parse(text: string | undefined, also?: string): Range | undefined {
  const versions = text?.match(/3\.\d+/g) ?? []
  const [from] = versions
  const to = [...versions, ...(also ? [also] : [])].sort(compareVersions).at(-1)
  return from && to && !/2\.7/.test(text ?? '') ? { from, to } : undefined
}

const isIn = (python: string, { from, to }: Range): boolean =>
  compareVersions(python, from) >= 0 && compareVersions(python, to) <= 0

/** The same python image of that version. */
function otherPython(stage: Stage, context: RuleContext, choice: string): readonly RuleFix[] {
  const use = rootUse(stage, context)
  const tag = use?.reference.tag ?? ''
  if (use?.reference.fullName !== 'python' || !/^3\.\d+(?=-|$)/.test(tag)) return []
  return retagTo(use, context, [tag.replace(/^3\.\d+/, choice)])
}
