import { expect, test } from 'vitest'
import manifest from '../../package.json'
import { folder } from '../support/cli'

const [{ pattern, severity }] = manifest.contributes.problemMatchers as [
  (typeof manifest.contributes.problemMatchers)[number],
]

/** What the editor makes of a line of the task, by the groups that the manifest names. */
function matched(line: string) {
  const groups = new RegExp(pattern.regexp).exec(line)
  if (!groups) throw new Error(`no match: ${line}`)
  const number = (group: number) => Number(groups[group])
  return {
    path: groups[pattern.file],
    rule: groups[pattern.code],
    // The editor takes error and warning by their names, and for any other word what the matcher itself says.
    severity: groups[pattern.severity] === 'notice' ? severity : groups[pattern.severity],
    start: [number(pattern.line), groups[pattern.column] ? number(pattern.column) : undefined],
    message: groups[pattern.message],
  }
}

test('the problem matcher reads every line of the format that the task asks for', async () => {
  const compose =
    'version: "3"\nservices:\n  a:\n    image: nvidia/cuda:latest\n    gpus: all\n    command: nvidia-smi\n    environment:\n      NVIDIA_DRIVER_CAPABILITIES: utility\n'
  const here = folder({ 'docker-compose.yml': compose, 'sub dir/Dockerfile': 'FROM nvidia/cuda:11.0-base\n' })
  const { stdout } = await here.run('check', '--format', 'github', '.')
  const json = JSON.parse((await here.run('check', '--format', 'json', '.')).stdout)
  const wanted = json.files.flatMap(({ path, findings }: { path: string; findings: Finding[] }) =>
    findings.map(({ rule, severity, range: { start, end }, message }) => ({
      path,
      rule,
      severity,
      start: [start.line, start.line === end.line ? start.column : undefined],
      message: message.replaceAll('%', '%25'),
    })),
  )
  expect(wanted.length).toBeGreaterThan(2)
  expect(new Set(wanted.map((one: Finding) => one.severity))).toContain('info')
  expect(stdout.trimEnd().split('\n').map(matched)).toEqual(wanted)
})

interface Finding {
  readonly rule: string
  readonly severity: string
  readonly message: string
  readonly range: Readonly<Record<'start' | 'end', { readonly line: number; readonly column: number }>>
}
