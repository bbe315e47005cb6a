import type { ComposeDocument } from '../../../src/documents/compose/types'
import { SourceFile } from '../../../src/documents/source'
import { asMap } from '../../../src/documents/tree'
import { readYaml } from '../../../src/documents/yaml/read'
import { compileOps } from '../../../src/edits'
import { type SchemaReport, schemaReports } from '../../../src/lint/schema'
import { applyEdits } from '../../../src/text'

/** The reports on a compose text; the schema reads the tree alone. */
export function schemaOf(text: string): readonly SchemaReport[] {
  const file = new SourceFile('compose.yaml', text)
  const { documents, problems } = readYaml(file)
  const document: ComposeDocument = {
    kind: 'compose',
    file,
    root: asMap(documents[0]),
    services: [],
    problems,
    oddKeys: [],
    projectName: undefined,
    textOf: () => undefined,
    pathOf: () => undefined,
  }
  return schemaReports(document)
}

/** What is underlined, and the sentence. */
export const told = (text: string): readonly (readonly [string, string])[] =>
  schemaOf(text).map(({ at, message }) => [at.source, message] as const)

/** The text after the first repair. */
export function repaired(text: string): string | undefined {
  const edits = compileOps(schemaOf(text)[0]?.fixes[0]?.ops ?? [])
  return edits && applyEdits(text, edits)
}
