import type { Stage } from '../../documents/dockerfile/types'
import type { SourceFile } from '../../documents/source'
import { type Facts, isOf } from '../../facts'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { type CusolverLink, cusolverLinks, linkedCuda } from '../support/cusolver-link'
import { type TensorflowPin, tensorflowPins, usesConda, usesOtherFramework } from '../support/tensorflow-pin'
import { mayHoldOtherToolkit } from '../support/toolkit-source'

export default defineRule({
  meta: {
    id: 'dockerfile/libcusolver-10-11',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'A link between libcusolver.so.10 and .11 must start at the one that this CUDA ships.',
    why: 'CUDA 11.0 ships libcusolver.so.10, CUDA 11.1 to 11.8 ship libcusolver.so.11. TensorFlow 2.4 loads .10, 2.5 to 2.11 load .11; where it is missing, TensorFlow leaves the GPU out.',
    messages: {
      fails:
        'CUDA {minor} ships libcusolver.so.{ships} and no libcusolver.so.{from}: this link goes the wrong way, and ln fails and stops the build. Link the other way with ln -s, or drop it where TensorFlow loads libcusolver.so.{ships}.',
      dangles:
        'CUDA {minor} ships libcusolver.so.{ships} and no libcusolver.so.{from}: this link goes the wrong way and leads nowhere. Link the other way with ln -s, or drop it where TensorFlow loads libcusolver.so.{ships}.',
      unlinked:
        'TensorFlow {version} loads libcusolver.so.{wants}, but CUDA {minor} ships libcusolver.so.{ships}. TensorFlow reports "Could not load dynamic library \'libcusolver.so.{wants}\'" and runs without the GPU. Use an image of CUDA {cuda}, which it is built with, or link the library.',
    },
    sources: [
      'tensorflow/tensorflow#43947',
      'tensorflow/tensorflow#44777',
      'tensorflow/tensorflow#45848',
      'tensorflow/tensorflow#45263',
      'kundajelab/chrombpnet#49',
      'SwissDataScienceCenter/renkulab-docker#217',
      'aarnphm/distributed-deployment-ml',
    ],
    notes: [
      'Only CUDA 11 is judged, by the base image, by the path of the link, or by the image that the libraries are copied from.',
      'A link in the right direction is no finding, hard or symbolic: beside its source both work.',
      'Silent for a harmless leftover where only torch or onnxruntime is installed, for conda, and where more CUDA packages come in.',
    ],
  },
  *check(document, { facts, file }) {
    if (!/libcusolver|tensorflow/.test(file.text)) return
    for (const stage of document.stages) {
      yield* linkReports(stage, facts, file)
      yield* tensorflowReports(stage, facts, file)
    }
  },
})

function* linkReports(stage: Stage, facts: Facts, file: SourceFile): Iterable<Report> {
  for (const link of stage.instructions.flatMap(cusolverLinks)) {
    const minor = linkedCuda(link, stage, facts)
    const ships = minor && isOf(minor, '11') ? facts.soname('libcusolver', minor) : undefined
    if (!minor || !ships || link.from === ships) continue
    const fails = stopsBuild(link)
    if (!fails && usesOtherFramework(stage)) continue
    const fixes = linkFixes(link, stage, ships, facts, file)
    const data = { minor, ships, from: link.from }
    yield {
      message: fails ? 'fails' : 'dangles',
      data,
      at: link.command.span,
      severity: fails ? 'error' : 'warning',
      fixes,
    }
  }
}

/** A hard link needs its source; a symbolic one only that its name is free, and here the real library has it. */
const stopsBuild = ({ command, symbolic, forced, sameFolder }: CusolverLink): boolean =>
  !command.conditional && !command.failureIgnored && (!symbolic || (!forced && sameFolder))

function linkFixes(
  link: CusolverLink,
  stage: Stage,
  ships: string,
  facts: Facts,
  file: SourceFile,
): readonly RuleFix[] {
  const swap = swapped(link, file)
  const needless = tensorflowPins(stage.lineage).some(({ version }) => wants(version, facts) === ships)
  const { instruction } = link.command
  const drop: RuleFix = { title: 'Remove the link', ops: [{ op: 'remove-instruction', file, instruction }] }
  const alone =
    instruction.commands.every(({ name }) => name === 'ln' || name === 'ldconfig') && instruction.commands.length < 3
  const mayDrop = alone && instruction.commands.filter(({ name }) => name === 'ln').length === 1
  return needless && mayDrop ? [drop, swap] : [swap]
}

function swapped({ command, source, target, from, to, symbolic }: CusolverLink, file: SourceFile): RuleFix {
  const name = command.nameWord?.span.end ?? source.span.start
  const rewrite = (word: typeof source, before: string, after: string) =>
    ({
      op: 'replace',
      file,
      span: word.span,
      text: word.raw.replace(`libcusolver.so.${before}`, `libcusolver.so.${after}`),
    }) as const
  const flag = { op: 'replace', file, span: { start: name, end: name }, text: ' -s' } as const
  const ops = [...(symbolic ? [] : [flag]), rewrite(source, from, to), rewrite(target, to, from)]
  return { title: `Link libcusolver.so.${from} to libcusolver.so.${to}`, ops }
}

const wants = (version: string, facts: Facts): string | undefined =>
  facts.tensorflowNeeds(version)?.loads?.flatMap((name) => /^libcusolver\.so\.(\d+)$/.exec(name)?.[1] ?? [])[0]

function* tensorflowReports(stage: Stage, facts: Facts, file: SourceFile): Iterable<Report> {
  const base = cudaBase(stage.rootImage, facts)
  if (!base || !isOf(base.minor, '11') || base.parsed.kind === 'base') return
  const ships = facts.soname('libcusolver', base.minor)
  for (const pin of tensorflowPins(stage.instructions)) {
    const name = wants(pin.version, facts)
    if (pin.requirement.path !== file.path || !ships || !name || name === ships || isProvided(stage, name, file))
      continue
    const cuda = facts.tensorflowNeeds(pin.version)?.cuda ?? ''
    const data = { version: pin.version, wants: name, minor: base.minor, ships, cuda }
    const fixes = [...rebased(stage, cuda, facts, file), linkBehind(pin, ships, name, file)]
    yield { message: 'unlinked', data, at: pin.requirement.span, fixes }
  }
}

/** The library may come by a link, a copy, more CUDA packages, or conda. */
const isProvided = (stage: Stage, name: string, file: SourceFile): boolean =>
  usesConda(stage) ||
  mayHoldOtherToolkit(stage, file) ||
  stage.lineage.some(({ span }) => file.text.slice(span.start, span.end).includes(`libcusolver.so.${name}`))

/** The same flavour of the CUDA that TensorFlow is built with. */
function rebased(stage: Stage, cuda: string, facts: Facts, file: SourceFile): readonly RuleFix[] {
  let root: Stage = stage
  while (root.parent) root = root.parent
  const { raw, expanded, span } = root.from.image
  const parsed = expanded ? undefined : cudaBase(raw, facts)?.parsed
  if (!parsed) return []
  const wished = [cuda, parsed.flavor, parsed.os].filter(Boolean).join('-')
  const near = facts.nearestCudaImages(wished, 20).find((image) => isOf(image.cuda, cuda))
  if (!near) return []
  const image = `${raw.slice(0, raw.lastIndexOf(':'))}:${near.tag}`
  return [{ title: `Use ${image}`, ops: [{ op: 'replace', file, span, text: image }] }]
}

function linkBehind({ instruction }: TensorflowPin, ships: string, name: string, file: SourceFile): RuleFix {
  const folder = '/usr/local/cuda/lib64/libcusolver.so'
  const lines = [`RUN ln -s ${folder}.${ships} ${folder}.${name}`]
  return { title: `Link libcusolver.so.${name}`, ops: [{ op: 'insert-lines', file, after: instruction.span, lines }] }
}
