import { basename } from 'node:path'
import { Folders } from '../node/folders'
import { isYaml, kindOfName } from '../node/names'
import { pathFrom } from '../node/paths'
import { walk } from '../node/walk'
import { NodeWorkspace } from '../node/workspace'
import { type Files, noFiles } from './files'

/** The files below a folder of this machine. */
export function nodeFiles(folder: string): Files {
  const workspace = open(folder)
  if (!workspace) return noFiles
  return {
    read: (path) => workspace.read(path),
    list: (path) => workspace.list(path),
    find: async () => Array.from(walk(folder, options(folder)), (path) => pathFrom(folder, path)),
  }
}

/** A folder may be gone, or not be there yet. */
function open(folder: string): NodeWorkspace | undefined {
  try {
    return new NodeWorkspace(folder)
  } catch {
    return undefined
  }
}

const options = (root: string) => ({
  root,
  folders: new Folders(),
  gitIgnore: true,
  skip: () => false,
  wanted: (path: string) => kindOfName(basename(path)) !== undefined || isYaml(basename(path)),
  onProblem: () => undefined,
})
