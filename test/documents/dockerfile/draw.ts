import { readDockerfile } from '../../../src/documents/dockerfile/read'
import type {
  DockerfileDocument,
  Instruction,
  RunInstruction,
  ShellCommand,
} from '../../../src/documents/dockerfile/types'
import { SourceFile } from '../../../src/documents/source'

export const read = (text: string): DockerfileDocument => readDockerfile(new SourceFile('Dockerfile', text))

export const isRun = (one: Instruction): one is RunInstruction => 'commands' in one

export const runs = (text: string): readonly RunInstruction[] => read(text).instructions.filter(isRun)

const shown = (value: string | undefined, raw: string): string => value ?? `?${raw}`

/** `C` conditional, `I` failure ignored, then the words; an unknown word is drawn as `?` and what is written. */
export function drawCommand({ conditional, failureIgnored, nameWord, name, args, redirects }: ShellCommand): string {
  const marks = `${conditional ? 'C' : ''}${failureIgnored ? 'I' : ''}`
  const words = [name ?? `?${nameWord?.raw}`, ...args.map(({ value, raw }) => shown(value, raw))]
  const behind = redirects.map(({ operator, target, glued }) => `${glued ? '!' : ''}${operator}${target?.value ?? ''}`)
  return [marks, ...words, ...behind].filter((part) => part !== '').join(' ')
}

/** The commands of all RUN, CMD, ENTRYPOINT and HEALTHCHECK instructions. */
export const commands = (text: string): readonly string[] => runs(text).flatMap((run) => run.commands.map(drawCommand))

/** One line an instruction, as the model has it. */
export const draw = (text: string): readonly string[] => read(text).instructions.map(drawInstruction)

function drawInstruction(one: Instruction): string {
  if ('image' in one) return `FROM ${shown(one.image.value, one.image.raw)}${one.name ? ` as ${one.name.value}` : ''}`
  if ('declarations' in one) {
    const pairs = one.declarations.map(({ name, value }) =>
      value ? `${name.value}=${shown(value.value, value.raw)}` : name.value,
    )
    return `${one.keyword} ${pairs.join(' ')}`
  }
  if ('sources' in one) {
    const from = one.fromStage
      ? `stage ${one.fromStage.index}: `
      : one.fromImage
        ? `image ${one.fromImage.value}: `
        : ''
    return `${one.keyword} ${from}${one.sources.map(({ value, raw }) => shown(value, raw)).join(' ')} -> ${one.destination?.value}`
  }
  if ('commands' in one) return `${one.keyword} ${one.commands.map(drawCommand).join(' | ')}`
  return `${one.keyword} ${one.words.map(({ value, raw }) => shown(value, raw)).join(' ')}`
}
