import type { Connection } from 'vscode-languageserver'
import type { Workspace } from '../../service'
import { addressOf, pathBelow } from './places'
import { type At, methods } from './protocol'

/** Where the files of one root come from. */
export interface Files extends Workspace {
  /** Paths of all files that may be ours, ignored ones left out. */
  find(): Promise<readonly string[]>
}

/** Files of a root that this machine does not hold: the editor reads them for us. */
export function clientFiles(connection: Connection, root: string): Files {
  const ask = <T>(method: string, uri: string): Promise<T> => connection.sendRequest<T>(method, { uri } satisfies At)
  return {
    read: async (path) => (await ask<string | null>(methods.readFile, addressOf(root, path))) ?? undefined,
    list: (folder) => ask<string[]>(methods.listFolder, addressOf(root, folder === '.' ? '' : folder)),
    find: async () => {
      const found = await ask<string[]>(methods.findFiles, root)
      return found.flatMap((uri) => pathBelow(root, uri) ?? []).sort()
    },
  }
}

/** A root that can be reached by nobody, such as that of an unsaved text. */
export const noFiles: Files = { read: async () => undefined, list: async () => [], find: async () => [] }

/** What is open in an editor stands before what is on the disk. */
export const withEditors = (files: Files, textOf: (path: string) => string | undefined): Files => ({
  read: async (path) => textOf(path) ?? files.read(path),
  list: (folder) => files.list(folder),
  find: () => files.find(),
})
