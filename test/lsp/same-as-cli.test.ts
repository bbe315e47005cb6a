import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../support/cli'
import { Editor } from './support/client'

const examples = resolve(__dirname, '../../examples')
const names = readdirSync(examples).filter((name) => statSync(join(examples, name)).isDirectory())

function textsOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const files = paths.filter((path) => statSync(path).isFile())
  return Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]))
}

interface JsonReport {
  readonly files: readonly {
    readonly path: string
    readonly findings: readonly {
      readonly rule: string
      readonly message: string
      readonly range: { readonly start: { readonly line: number; readonly column: number } }
      readonly fixes: readonly { readonly title: string }[]
    }[]
  }[]
}

describe.each(names)('the example %s', (name) => {
  it('has the same findings in an editor as at the command line', async () => {
    const editor = await Editor.start({ files: textsOf(join(examples, name)) })
    try {
      const { stdout } = await run(['check', '--format', 'json'], { cwd: editor.folder })
      const { files } = JSON.parse(stdout) as JsonReport
      expect(files.length).toBeGreaterThan(0)
      for (const { path, findings } of files) {
        const document = await editor.open(path, readFileSync(join(editor.folder, path), 'utf8'))
        const { diagnostics } = await editor.until(document.uri, (one) => one.version === 1, `the findings of ${path}`)
        const shown = diagnostics.map(({ code, message, range: { start } }) => ({
          rule: code,
          message,
          line: start.line + 1,
          column: start.character + 1,
        }))
        expect(shown).toEqual(
          findings.map(({ rule, message, range: { start } }) => ({
            rule,
            message,
            line: start.line,
            column: start.column,
          })),
        )
      }
    } finally {
      await editor.stop()
    }
  })
})
