import { version } from '../../../package.json'
import { commands, help } from './help'
import { loadMain } from './load-main'
import { STDOUT, say, write } from './output'

/** Answers what needs no linter, and loads all the rest only then. */
async function start(args: readonly string[]): Promise<void> {
  const asked = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  const [command] = args[0] === 'help' ? args.slice(1) : args
  const isKnown = command === undefined || command.startsWith('-') || commands.includes(command)
  if (isKnown && (args.length === 0 || asked.includes('--help') || asked.includes('-h') || args[0] === 'help'))
    return write(STDOUT, help(command))
  if (asked.includes('--version') || asked.includes('-V')) return write(STDOUT, `${version}\n`)
  const code = await loadMain().main({ args: isKnown ? args : [command], version })
  if (code !== undefined) process.exitCode = code
}

start(process.argv.slice(2)).catch((error: unknown) => {
  say(`gpu-compose: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 2
})
