import { aptInstalls, type SystemInstall } from '../../documents/dockerfile/apt'
import type { Declaration, Stage } from '../../documents/dockerfile/types'
import { allGeForce } from '../../host/driver'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { compatCuda, isCompatDirectory, NOTE, PATH_MESSAGE, refusedBy, sources } from '../support/forward-compat'
import { libraryPathsOf } from '../support/library-path'
import { type PathElement, pathElements } from '../support/path-elements'
import { isRun } from '../support/runs'
import { shippedStages } from '../support/shipped-stages'

export default defineRule({
  meta: {
    id: 'dockerfile/forward-compat-804',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['compat'],
    summary: 'The forward-compatibility libraries of CUDA are for data-centre cards.',
    why: 'On a GeForce they take the place of the libcuda of the driver, and every CUDA program stops with error 804.',
    messages: {
      path: PATH_MESSAGE,
      package:
        '{package} holds the libcuda of CUDA {cuda} (driver {need}) for data-centre cards with an older driver. The cards of the target ({cards}, driver {driver}) cannot use it: where a program picks it up, CUDA stops with "Error 804: forward compatibility was attempted on non supported HW". Do not install it, and use an image whose CUDA the driver knows.',
    },
    sources,
    notes: [NOTE, 'Stages that others only copy from are no finding.'],
  },
  *check(document, context) {
    if (!allGeForce(context.target)) return
    for (const stage of shippedStages(document)) yield* ofStage(stage, context)
  },
})

function* ofStage(stage: Stage, context: RuleContext): Iterable<Report> {
  const base = cudaBase(stage.rootImage, context.facts)?.minor
  for (const instruction of stage.instructions) {
    for (const declaration of libraryPathsOf(instruction)) yield* ofPath(declaration, base, context)
    for (const install of isRun(instruction) ? aptInstalls(instruction) : []) yield* ofInstall(install, context)
  }
}

function* ofInstall(install: SystemInstall, { facts, target }: RuleContext): Iterable<Report> {
  for (const word of install.packages) {
    const [, major, minor] = /^cuda-compat-(\d+)-(\d+)(?:[=:]|$)/.exec(word.value ?? '') ?? []
    const known = major && refusedBy(`${major}.${minor}`, facts, target)
    if (!known) continue
    const data = { ...known, package: word.value ?? '' }
    yield { message: 'package', data, at: word.span, fixes: removal(install, word) }
  }
}

function* ofPath(declaration: Declaration, base: string | undefined, context: RuleContext): Iterable<Report> {
  const elements = declaration.value ? pathElements(declaration.value) : []
  const found = elements.find(({ text, verbatim }) => verbatim && isCompatDirectory(text))
  const data = found && refusedBy(compatCuda(found.text, base), context.facts, context.target)
  if (!found || !data) return
  const fixes = takenOff(declaration, elements, found)
  yield { message: 'path', data: { ...data, directory: found.text }, at: found.span, severity: 'error', fixes }
}

/** With the colon that parts it from its neighbour; alone with its instruction. */
function takenOff(
  { instruction }: Declaration,
  elements: readonly PathElement[],
  { text: directory, span }: PathElement,
): readonly RuleFix[] {
  const { file, declarations } = instruction
  const title = `Take ${directory} off LD_LIBRARY_PATH`
  const at = elements.findIndex((one) => one.span === span)
  const [before, after] = [elements[at - 1], elements[at + 1]]
  const cut = after ? { start: span.start, end: after.span.start } : before && { start: before.span.end, end: span.end }
  if (cut)
    return /[\r\n]/.test(file.text.slice(cut.start, cut.end))
      ? []
      : [{ title, ops: [{ op: 'replace', file, span: cut, text: '' }] }]
  return declarations.length === 1 ? [{ title, ops: [{ op: 'remove-instruction', file, instruction }] }] : []
}

/** The only package of a command stays: what else the command does is not known. */
function removal({ command, packages }: SystemInstall, word: SystemInstall['packages'][number]): readonly RuleFix[] {
  const { file, exec } = command.instruction
  if (exec || packages.length < 2) return []
  return [{ title: `Do not install ${word.value}`, ops: [{ op: 'remove-word', file, span: word.span }] }]
}
