import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { Stage } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { copySourceImage, cudaBase } from '../support/cuda-stage'
import { retagTo } from '../support/image-retag'
import { GLIBC, isAlpine } from '../support/musl'
import { comesFromPypi } from '../support/package-index'
import { type Installed, packagesOf, relatedOf } from '../support/python-packages'
import { isPlaceholder, rootUse } from '../support/root-image'

export default defineRule({
  meta: {
    id: 'dockerfile/alpine-musl-base',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['alpine'],
    summary: 'PyTorch, TensorFlow and onnxruntime-gpu are not installed on Alpine.',
    why: 'Their wheels are built for glibc, Alpine has musl: pip finds no matching distribution.',
    messages: {
      musl: '{package} is installed on {image}. Its wheels are for glibc and Alpine has musl, so pip stops: No matching distribution found. Take a Debian or Ubuntu image (python:3.x-slim, nvidia/cuda).',
      copied:
        'CUDA libraries of {from} are copied to {image}. They are built for glibc and Alpine has musl, so programs stop with "Error relocating" or "not found". Take the same image, or one of Debian or Ubuntu.',
    },
    sources: [
      'NVIDIA container toolkit release notes 1.18.2',
      'PyPI: platform tags of torch, tensorflow and onnxruntime-gpu',
    ],
    notes: [
      'Silent for packages from other indexes or given by address, for conda, and where a glibc is installed beside musl.',
    ],
  },
  *check(document, context) {
    for (const stage of document.stages) {
      const image = stage.rootImage ?? ''
      if (!isAlpine(image) || isPlaceholder(stage) || /glibc|gcompat/i.test(textOf(stage))) continue
      yield* copied(stage, image, context)
      for (const one of firstOfEach(packagesOf(stage, context).installed.filter((one) => isHere(one, stage)))) {
        const data = { package: one.requirement.name, image }
        yield { message: 'musl', data, at: one.at, fixes: toSlim(stage, context), ...(one.file && relatedOf(one)) }
      }
    }
  },
})

/** The toolkit, or libraries of it: said once a stage. */
function* copied({ instructions }: Stage, image: string, { facts }: RuleContext): Iterable<Report> {
  for (const copy of instructions) {
    const from = 'sources' in copy ? copySourceImage(copy) : undefined
    const source = 'sources' in copy ? copy.sources.find(({ value }) => CUDA_FILES.test(value ?? '')) : undefined
    if (!from || !source || !cudaBase(from, facts)) continue
    yield { message: 'copied', data: { from, image }, at: source.span, severity: 'warning' }
    return
  }
}

const CUDA_FILES = /^\/usr\/local\/cuda[\d.-]*\/?$|\/lib(?:cu|nv)\w+\.so|^\/usr\/local\/cuda[\d.-]*\/(?:lib64|targets)/

const textOf = ({ lineage, from }: Stage): string =>
  lineage.map(({ span }) => from.file.text.slice(span.start, span.end)).join('\n')

/** Not what a copied environment brings along: another stage installs that. */
const isHere = ({ requirement, install, applies }: Installed, { instructions }: Stage): boolean =>
  !requirement.url &&
  applies !== false &&
  GLIBC.test(requirement.name) &&
  instructions.includes(install.instruction) &&
  fromPypi(install)

/** pip stops at the first. */
const firstOfEach = (found: readonly Installed[]): readonly Installed[] =>
  found.filter((one, i) => found.findIndex(({ install }) => install.command === one.install.command) === i)

const fromPypi = (install: PackageInstall): boolean =>
  install.tool !== 'conda' && !install.command.conditional && !install.command.failureIgnored && comesFromPypi(install)

/** `python:3.11-alpine` has a twin; but not where packages of Alpine are installed. */
function toSlim(stage: Stage, context: RuleContext): readonly RuleFix[] {
  const use = rootUse(stage, context)
  const tag = use?.reference.fullName === 'python' ? use.reference.tag?.replace(/-alpine[\d.]*$/, '-slim') : undefined
  return use && tag && tag !== use.reference.tag && !/\bapk\b/.test(textOf(stage)) ? retagTo(use, context, [tag]) : []
}
