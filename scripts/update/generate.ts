import type { RuleMeta } from '../../src/lint/rule'
import { registry } from '../../src/service'
import { cataloguePage } from './catalogue'
import { frameworkFiles } from './frameworks'
import { indexPage, rulePage } from './pages'
import { snippetFiles } from './snippets'
import { moveWords, type Words } from './words'

/** All generated files but the registry, by path. `read` gives the text of a file of the project. */
export async function generate(read: (path: string) => string | undefined): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const meta of registry.metas) files.set(`docs/rules/${meta.id}.md`, await rulePage(meta))
  files.set('docs/rules/README.md', indexPage(registry.metas))
  files.set('docs/catalogue.md', cataloguePage(registry.metas))
  for (const [path, text] of [...frameworkFiles(), ...snippetFiles()]) files.set(path, text)
  withJson(files, read, 'schemas/config.schema.json', setConfigRules)
  const known = JSON.parse(read(WORDS) ?? '{}') as Words
  withJson(files, read, 'package.json', (manifest) => {
    setSettings(manifest)
    files.set(WORDS, json(moveWords(manifest, known)))
  })
  return files
}

/** The sentences of the manifest, by their keys. */
const WORDS = 'package.nls.json'

type Json = Record<string, unknown>

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

function withJson(
  files: Map<string, string>,
  read: (path: string) => string | undefined,
  path: string,
  change: (json: Json) => void,
): void {
  const text = read(path)
  if (text === undefined) return
  const value = JSON.parse(text) as Json
  change(value)
  files.set(path, json(value))
}

const levels = ['off', 'info', 'warning', 'error']

const ruleProperty = ({ severity, summary, id }: RuleMeta) => ({
  enum: levels,
  default: severity,
  description: `${summary} (${id})`,
})

const ruleProperties = () => Object.fromEntries(registry.metas.map((meta) => [meta.id, ruleProperty(meta)]))

function setConfigRules(schema: Json): void {
  const rules = (schema.properties as Record<string, Json>).rules
  if (rules) Object.assign(rules, { properties: ruleProperties(), additionalProperties: false })
}

function setSettings(manifest: Json): void {
  const configuration = (manifest.contributes as { configuration?: { properties: Record<string, Json> } } | undefined)
    ?.configuration
  const rules = configuration?.properties['gpuCompose.rules']
  if (rules) Object.assign(rules, { properties: ruleProperties(), additionalProperties: false })
}
