import type { Reading } from './read'
import { Scope } from './scope'
import type { FromInstruction, Instruction, Stage } from './types'

export const DEFAULT_SHELL: readonly string[] = ['/bin/sh', '-c']

/** A stage while its instructions are still being read. */
export interface StageState {
  readonly stage: Stage
  readonly scope: Scope
  readonly instructions: Instruction[]
  /** Words of SHELL as they stand now; a child begins with its parent's. */
  shell: readonly string[]
  used: boolean
}

/** BuildKit looks a FROM up by the names of the stages before it, whatever their case; a number is an image's name there. */
export function stageOf(reading: Reading, from: FromInstruction): StageState {
  const parent = named(reading, from.image.value)
  if (parent) parent.used = true
  const instructions: Instruction[] = []
  const stage = makeStage(reading, from, parent, instructions)
  const state: StageState = {
    stage,
    scope: new Scope(parent?.scope, reading.globals),
    instructions,
    shell: parent?.shell ?? DEFAULT_SHELL,
    used: false,
  }
  return state
}

function makeStage(
  reading: Reading,
  from: FromInstruction,
  parent: StageState | undefined,
  instructions: readonly Instruction[],
): Stage {
  const index = reading.stages.length
  let lineage: readonly Instruction[] | undefined
  return {
    index,
    name: from.name,
    from,
    parent: parent?.stage,
    rootImage: parent ? parent.stage.rootImage : imageOf(from),
    instructions,
    get final() {
      return reading.stages.length === index + 1
    },
    get used() {
      return reading.stages[index]?.used ?? false
    },
    // On demand: for a long chain of stages, all lineages together are far longer than the file.
    get lineage() {
      lineage ??= lineageOf(this)
      return lineage
    },
  }
}

const imageOf = (from: FromInstruction): string | undefined =>
  from.image.value === 'scratch' || from.image.value === '' ? undefined : from.image.value

function lineageOf(stage: Stage): readonly Instruction[] {
  const chain: Stage[] = []
  for (let at: Stage | undefined = stage; at; at = at.parent) chain.push(at)
  return chain.reverse().flatMap(({ instructions }) => instructions)
}

const named = (reading: Reading, name: string | undefined): StageState | undefined =>
  name === undefined ? undefined : reading.byName.get(name.toLowerCase())

/** The stage that `COPY --from` or `--mount=from=` means: by name or by number. */
export function sourceStage(reading: Reading, name: string | undefined): StageState | undefined {
  const found = named(reading, name) ?? (name && /^\d{1,6}$/.test(name) ? reading.stages[Number(name)] : undefined)
  // A stage cannot copy from itself.
  if (!found || found === reading.current) return undefined
  found.used = true
  return found
}
