import { version } from '../../../package.json'
import { help } from './help'
import { loadMain } from './load-main'
import { STDOUT, say, write } from './output'

/** Answers what needs no linter, and loads all the rest only then. */
async function start(args: readonly string[]): Promise<void> {
  const asked = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  if (args.length === 0 || asked.includes('--help') || asked.includes('-h') || args[0] === 'help')
    return write(STDOUT, help(args.find((arg) => arg !== 'help' && !arg.startsWith('-'))))
  if (asked.includes('--version') || asked.includes('-V')) return write(STDOUT, `${version}\n`)
  const code = await loadMain().main({ args, version })
  if (code !== undefined) process.exitCode = code
}

start(process.argv.slice(2)).catch((error: unknown) => {
  say(`gpu-compose: ${error instanceof Error ? error.stack : String(error)}`)
  process.exitCode = 2
})
