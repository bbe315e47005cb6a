import { readYaml } from '../../documents/yaml/read'
import { facts } from '../../facts'
import { registry } from '../../service'
import { addGpu } from './add-gpu'
import { readCall } from './call'
import { check } from './check'
import { commands } from './help'
import { say } from './output'
import { explain, listRules } from './rules'
import { targetFor } from './target'
import { didYouMean, UsageError } from './usage'

export interface Invocation {
  readonly args: readonly string[]
  readonly version: string
}

/** Runs a command. @returns the exit code; undefined where the process goes on (the language server) */
export async function main({ args, version }: Invocation): Promise<number | undefined> {
  try {
    return await dispatch(args, version)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'UsageError')) throw error
    say(`gpu-compose: ${error.message}`)
    return 2
  }
}

async function dispatch([command, ...args]: readonly string[], version: string): Promise<number | undefined> {
  if (command === 'check' || command === 'fix') return check(readCall(args, command === 'fix', registry.ids), version)
  if (command === 'add-gpu') return addGpu(args)
  if (command === 'rules') listRules(args)
  else if (command === 'explain') explain(args)
  else if (command === 'new') return create(args)
  else if (command === 'lsp') return serve(args)
  else throw new UsageError(unknown(command ?? ''))
  return 0
}

function unknown(command: string): string {
  if (command.startsWith('-')) return `Name a command before ${command}: gpu-compose check ${command}`
  return `There is no command "${command}".${didYouMean(command, commands)} See gpu-compose --help`
}

async function create(args: readonly string[]): Promise<number> {
  const { runNew } = await import('./new')
  return runNew(args, { facts, readYaml, targetFor })
}

async function serve(args: readonly string[]): Promise<undefined> {
  const [word] = args.filter((arg) => arg !== '--stdio' && !arg.startsWith('--clientProcessId'))
  if (word !== undefined) throw new UsageError(`There is no flag or path for lsp like "${word}".`)
  if (!args.includes('--stdio')) throw new UsageError('lsp needs --stdio')
  const { startNodeServer } = await import('../lsp/node')
  startNodeServer()
}
