import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLinter, defaultConfig, MemoryWorkspace } from '../../src/service'

const example = resolve(__dirname, '../../examples/broken-gpu-project')
const files = Object.fromEntries(
  ['docker-compose.yml', 'Dockerfile', 'requirements.txt'].map((name) => [
    name,
    readFileSync(resolve(example, name), 'utf8'),
  ]),
)

describe.each(['docker-compose.yml', 'Dockerfile'])('%s cut at every byte', (name) => {
  test('no rule fails, every place lies in the text, and findings of what is whole stay', async () => {
    const whole = files[name] as string
    const linter = createLinter({ workspace: new MemoryWorkspace(files), config: defaultConfig })
    const first = (await linter.check(name, whole))?.findings[0]
    for (let end = 0; end <= whole.length; end++) {
      const text = whole.slice(0, end)
      const result = await linter.check(name, text)
      const failed = result?.problems.filter((problem) => problem.message.includes('failed on this file')) ?? []
      expect(failed, `cut at ${end}`).toEqual([])
      for (const { span } of result?.findings ?? [])
        expect(span.start >= 0 && span.end <= text.length, `cut at ${end}`).toBe(true)
      // Three lines on, the first finding's own line and service are whole.
      const far = first && end > first.span.end + 120
      if (far)
        expect(
          result?.findings.map((finding) => finding.rule),
          `cut at ${end}`,
        ).toContain(first.rule)
    }
  })
})
