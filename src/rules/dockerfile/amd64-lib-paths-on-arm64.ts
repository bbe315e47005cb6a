import type { Instruction, Stage } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleContext } from '../../lint/rule'
import { type ArmSign, armSign } from '../support/arm-stage'
import { rootFrom } from '../support/root-image'

export default defineRule({
  meta: {
    id: 'dockerfile/amd64-lib-paths-on-arm64',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['x86_64-linux'],
    summary: 'Paths of libraries fit the platform that the image is built for.',
    why: 'arm64 images have aarch64-linux-gnu and targets/sbsa-linux in place of the x86_64 folders: a copy fails, a search path is empty.',
    messages: {
      path: '{path} is a folder of amd64 images, and {sign}. On arm64 there is no such folder, so the copy fails or the libraries are not found. Write {meant}.',
    },
    sources: ['NVIDIA/nvidia-docker#1504', 'NVIDIA-NeMo/labs-molt#122 (2026-09)', 'flashrt-project/FlashRT#8'],
    notes: [
      'Only where FROM, a service that builds the stage, or the target says arm64; a hint for copies of a file with ARG TARGETARCH. Commands of RUN are not judged: they may ask for the architecture first.',
    ],
  },
  *check(document, context) {
    for (const stage of document.stages) {
      const sign = armSign(stage, document, context) ?? severalSign(stage, context)
      if (sign === undefined) continue
      for (const instruction of stage.instructions) yield* ofInstruction(instruction, sign)
    }
  },
})

interface Sign extends ArmSign {
  /** It may never be built for arm64. */
  readonly severity?: 'info'
}

function severalSign(stage: Stage, { file, project, target, document }: RuleContext): Sign | undefined {
  const told = target.platform ?? rootFrom(stage).platform
  const several =
    /^ARG TARGET(?:ARCH|PLATFORM)\b/im.test(file.text) && !/\b(?:FROM|AS)\s[^\n]*(?:amd64|x86|TARGET)/i.test(file.text)
  if (told || !several || !stage.final || document.kind !== 'dockerfile' || project.buildersOf(document).length > 0)
    return undefined
  return { text: 'the file is written for several platforms (ARG TARGETARCH)', alone: false, severity: 'info' }
}

const PLACE = /\/usr\/lib\/x86_64-linux-gnu|\/lib\/x86_64-linux-gnu|targets\/x86_64-linux/g

function* ofInstruction(instruction: Instruction, { text: sign, alone, severity }: Sign): Iterable<Report> {
  const { file, span, keyword } = instruction
  if (!/^(?:COPY|ADD|ENV)$/.test(keyword) || isForeign(instruction)) return
  const text = file.text.slice(span.start, span.end)
  // A search path may name the folders of both.
  if (/aarch64-linux|sbsa-linux/.test(text)) return
  if (severity && (keyword === 'ENV' || /TARGET/.test(text))) return
  for (const { 0: path, index } of text.matchAll(PLACE)) {
    const start = span.start + index
    const at = { start, end: start + path.length }
    const its = path.replace('targets/x86_64-linux', 'targets/sbsa-linux').replace('x86_64', 'aarch64')
    const meant = alone ? its : `${its} there: choose by TARGETARCH, or take a path of both (/usr/local/cuda/lib64)`
    const fix = { title: `Write ${its}`, ops: [{ op: 'replace', file, span: at, text: its } as const] }
    const fixes = alone ? [fix] : []
    yield { message: 'path', data: { path, sign, meant }, at, fixes, ...(severity && { severity }) }
  }
}

/** A copy out of a stage of another platform has that platform's folders. */
const isForeign = (instruction: Instruction): boolean =>
  'fromStage' in instruction &&
  instruction.fromStage !== undefined &&
  rootFrom(instruction.fromStage).platform !== undefined
