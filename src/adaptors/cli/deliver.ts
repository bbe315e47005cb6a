import { writeFileSync } from 'node:fs'
import { prettyProblems, type RunResult, reporter } from '../../report'
import { whyNot } from '../node/read'
import type { Call } from './call'
import type { Done } from './check'
import { STDERR, STDOUT, say, wantsColor, write } from './output'

/** Prints the report where the call wants it, and all talk to stderr. @returns false when the report could not be written */
export function deliver(done: Done, call: Call): boolean {
  const run = call.quiet ? errorsOnly(done.run) : done.run
  write(STDERR, prettyProblems(done.run, { color: wantsColor(call.color, STDERR) }))
  if (!call.quiet) talk(done, call)
  if (call.outputFile !== undefined) return toFile(call.outputFile, call, run)
  const silent = call.quiet && call.format === 'pretty' && run.files.every(({ findings }) => findings.length === 0)
  if (silent) return true
  const stream = call.fix && ownsStdout(call) ? STDERR : STDOUT
  write(stream, reporter(call.format, { color: wantsColor(call.color, stream) })(run))
  return true
}

/** The diff, or the repaired text of stdin, stands there alone. */
const ownsStdout = ({ diff, stdinFilename }: Call): boolean => diff || stdinFilename !== undefined

const errorsOnly = (run: RunResult): RunResult => ({
  ...run,
  files: run.files.map((file) => ({ ...file, findings: file.findings.filter(({ severity }) => severity === 'error') })),
})

function talk({ run, applied, changed, stopped }: Done, call: Call): void {
  if (run.files.length === 0 && run.problems.length === 0 && !stopped)
    say(
      `No compose file, Dockerfile, manifest that asks for a GPU, devcontainer or bentofile in: ${call.paths.join(', ')}`,
    )
  if (stopped) say('Stopped; what is not named here was not checked.')
  if (!call.fix || applied === 0) return
  const done = call.diff ? 'to apply' : 'applied'
  say(`${applied} ${applied === 1 ? 'fix' : 'fixes'} ${done} in ${changed} ${changed === 1 ? 'file' : 'files'}.`)
}

function toFile(path: string, { format }: Call, run: RunResult): boolean {
  try {
    writeFileSync(path, reporter(format, { color: false })(run))
    return true
  } catch (error) {
    say(`problem: ${path}: ${whyNot(error)}`)
    return false
  }
}
