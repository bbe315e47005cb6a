import type { RunInstruction, ShellCommand } from '../../documents/dockerfile/types'
import type { RuleFix } from '../../lint/rule'
import type { PythonState } from './python-state'

/** Adds packages to the install that stands before, else in an instruction of its own. */
export function installing(
  packages: readonly string[],
  { lastPackage, user }: PythonState,
  run: RunInstruction,
): readonly RuleFix[] {
  const title = `Install ${packages.join(' ')}`
  if (lastPackage) return [{ title, ops: [adding(lastPackage, packages)] }]
  const line = `RUN apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')} && rm -rf /var/lib/apt/lists/*`
  return user ? [] : [{ title, ops: [{ op: 'insert-lines', file: run.file, before: run.span, lines: [line] }] }]
}

/** Only where pip was there before this instruction: the environment must be made in between. */
export function intoEnvironment({ lastPackage, venv, user }: PythonState, run: RunInstruction): readonly RuleFix[] {
  if (lastPackage === undefined || lastPackage.run === run || user) return []
  const lines = ['RUN python3 -m venv /opt/venv', 'ENV PATH="/opt/venv/bin:$PATH"']
  const insert = { op: 'insert-lines', file: run.file, before: run.span, lines } as const
  const ops = [...(venv ? [] : [adding(lastPackage, ['python3-venv'])]), insert]
  return [{ title: 'Install into a virtual environment', ops }]
}

export function breaking({ args }: ShellCommand, run: RunInstruction): readonly RuleFix[] {
  const verb = args.find(({ value }) => value === 'install')
  if (!verb || run.exec) return []
  const end = { start: verb.span.end, end: verb.span.end }
  const op = { op: 'replace', file: run.file, span: end, text: ' --break-system-packages' } as const
  return [{ title: 'Pass --break-system-packages', ops: [op] }]
}

function adding({ word, run }: NonNullable<PythonState['lastPackage']>, packages: readonly string[]) {
  const end = { start: word.span.end, end: word.span.end }
  return { op: 'replace', file: run.file, span: end, text: ` ${packages.join(' ')}` } as const
}
