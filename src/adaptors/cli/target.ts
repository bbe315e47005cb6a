import { resolve } from 'node:path'
import { registry } from '../../service'
import { Configs } from '../node/config'
import { findRoot, pathFrom } from '../node/paths'
import { type Host, readHost } from './host'

/** What `--host` and the nearest configuration say that a folder's files run on. */
export function targetFor(host: string, folder: string, cwd: string): Host {
  const { target, problems } = readHost(host, cwd)
  const at = resolve(cwd, folder)
  const show = (path: string) => pathFrom(cwd, path)
  const found = new Configs({ root: findRoot(at, cwd), ids: registry.ids, show }).for(at)
  return { target: { ...found.config.target, ...target }, problems: [...problems, ...found.problems] }
}
