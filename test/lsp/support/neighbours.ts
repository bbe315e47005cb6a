import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { CompletionItem, CompletionList, Diagnostic, Hover, Position } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type Document, Editor } from './client'

const packages = resolve(__dirname, '../../../node_modules')
const composeSchema = pathToFileURL(resolve(packages, 'docker-compose/schema/compose-spec.json')).href

/** Another extension: its id, the server that it ships, and what it takes a file for. */
export interface Neighbour {
  readonly id: string
  readonly server: readonly string[]
  readonly settings?: unknown
  readonly languageId: string
}

/** Red Hat YAML; the schema that it would fetch is handed to it. */
export const redHatYaml: Neighbour = {
  id: 'redhat.vscode-yaml',
  server: [resolve(packages, 'yaml-language-server/bin/yaml-language-server')],
  settings: { yaml: { schemas: { [composeSchema]: 'compose*.yaml' }, validate: true, hover: true, completion: true } },
  languageId: 'yaml',
}

/** Container Tools ships two servers. */
export const composeTools: Neighbour = {
  id: 'ms-azuretools.vscode-containers',
  server: [resolve(packages, '@microsoft/compose-language-service/bin/docker-compose-langserver')],
  languageId: 'dockercompose',
}
export const dockerfileTools: Neighbour = {
  id: 'ms-azuretools.vscode-containers',
  server: [resolve(packages, 'dockerfile-language-server-nodejs/bin/docker-langserver')],
  languageId: 'dockerfile',
}

/** What one server says of a text: of the whole, and at each place where a word begins or ends. */
export interface Said {
  readonly findings: readonly Diagnostic[]
  /** `OFFSET: LINE` for each line of each hover. */
  readonly hovers: readonly string[]
  /** `OFFSET: LABEL` for each proposal. */
  readonly proposals: readonly string[]
}

/** A neighbour and our server, told that it is there, side by side. */
export class Pair {
  private constructor(
    readonly neighbour: Neighbour,
    readonly theirs: Editor,
    readonly ours: Editor,
  ) {}

  static async start(neighbour: Neighbour): Promise<Pair> {
    const { server, settings, id } = neighbour
    const both = [Editor.start({ server, settings }), Editor.start({ initializationOptions: { neighbours: [id] } })]
    const [theirs, ours] = (await Promise.all(both)) as [Editor, Editor]
    return new Pair(neighbour, theirs, ours)
  }

  async stop(): Promise<void> {
    await Promise.all([this.theirs.stop(), this.ours.stop()])
  }

  async about(name: string, text: string): Promise<{ readonly theirs: Said; readonly ours: Said }> {
    const said = [this.theirs, this.ours].map((editor) => this.#saidBy(editor, name, text))
    const [theirs, ours] = (await Promise.all(said)) as [Said, Said]
    return { theirs, ours }
  }

  async #saidBy(editor: Editor, name: string, text: string): Promise<Said> {
    editor.write(name, text)
    const document = await editor.open(name, text, this.neighbour.languageId)
    const { diagnostics } = await editor.until(document.uri, () => true, 'findings')
    const lines = TextDocument.create('', '', 1, text)
    const [hovers, proposals]: [string[], string[]] = [[], []]
    for (const offset of edgesOfWords(text)) {
      const position = lines.positionAt(offset)
      hovers.push(...(await hoverLines(document, position)).map((line) => `${offset}: ${line}`))
      proposals.push(...(await labels(document, position)).map((label) => `${offset}: ${label}`))
    }
    return { findings: diagnostics, hovers, proposals }
  }
}

const edgesOfWords = (text: string): readonly number[] =>
  Array.from(text.matchAll(/\b|(?<=[:\-[,] ?)(?=[\n\]])/g), ({ index }) => index)

const ask = <T>({ editor, uri }: Document, what: string, position: Position): Promise<T> =>
  editor.connection.sendRequest(`textDocument/${what}`, { textDocument: { uri }, position })

async function hoverLines(document: Document, position: Position): Promise<readonly string[]> {
  const hover = await ask<Hover | null>(document, 'hover', position)
  const contents = [hover?.contents ?? []].flat()
  const texts = contents.map((one) => (typeof one === 'string' ? one : one.value))
  return texts.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '')
}

async function labels(document: Document, position: Position): Promise<readonly string[]> {
  const answer = await ask<CompletionList | CompletionItem[] | null>(document, 'completion', position)
  return (Array.isArray(answer) ? answer : (answer?.items ?? [])).map(({ label }) => label)
}
