import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { commandOf, type Scaffold, type Workload } from '../../../service/scaffold'
import type { Ending } from '../ask'
import type { NewCall } from './call'
import { type Settled, settle } from './settle'

/** What is written where, as the user agreed to it. */
export interface Agreed {
  readonly settled: Settled
  readonly call: NewCall
}

/** Shows what would be written, and asks whether it shall be; where files are in the way, where to. @returns undefined for no */
export async function agree(
  made: Scaffold,
  call: NewCall,
  cwd: string,
  workload: Workload,
): Promise<Agreed | 'back' | undefined> {
  const settled = settle(resolve(cwd, call.out), made.files, call.force)
  const beside = { ...call, out: freeFolder(call.out, made.plan.name, cwd) }
  const { title, version } = made.plan.framework
  const { askEnding } = await import('../ask')
  const go = await askEnding({
    title: `${title} ${version}, ${made.plan.mode}`,
    lines: [...summary(settled), '', `The same without questions: ${quietly(workload)}`],
    ...(settled.existing.length > 0
      ? { message: 'Files of these names are there already. Where to?', ways: inTheWay(settled, beside.out) }
      : { message: `Write these files to ${call.out === '.' ? 'this folder' : call.out}?`, ways: [YES] }),
  })
  if (go === 'back') return 'back'
  if (go === 'yes') return { settled, call }
  const other = go === 'beside' ? beside : go === 'over' ? { ...call, force: true } : undefined
  return other && { settled: settle(resolve(cwd, other.out), made.files, other.force), call: other }
}

export const quietly = (workload: Workload): string => commandOf(workload).replace(' new ', ' new --yes ')

const YES: Ending = { value: 'yes', label: 'yes' }

/** The first one loses nothing. */
const inTheWay = ({ existing }: Settled, folder: string): readonly Ending[] => [
  { value: 'beside', label: `into the new folder ${folder}`, hint: 'what is here stays as it is' },
  { value: 'over', label: 'replace them', hint: `what ${existing.join(', ')} says now is lost (as with --force)` },
]

const summary = ({ changes, kept, existing }: Settled): readonly string[] => [
  ...changes.map(({ path }) => `write ${path}`),
  ...existing.map((path) => `in the way: ${path}`),
  ...kept.map(({ path, why }) => `leave ${path}: ${why}`),
]

/** A folder of the name of the service, with a number where that is taken. */
function freeFolder(out: string, name: string, cwd: string): string {
  const names = [name, ...Array.from({ length: 98 }, (_, at) => `${name}-${at + 2}`)]
  return join(out, names.find((one) => !existsSync(resolve(cwd, out, one))) ?? name)
}
