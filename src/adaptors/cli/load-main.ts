import { readFileSync, statSync } from 'node:fs'
import nodeModule, { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { cacheFolder, keep } from './compile-cache'
import type { Invocation } from './main'

interface Main {
  main(invocation: Invocation): Promise<number | undefined>
}

/** Loads the bundle beside this one, compiled by an earlier run where there was one. */
export function loadMain(): Main {
  optimizeLess()
  const file = join(__dirname, 'cli-main.js')
  const load = createRequire(file)
  const folder = cacheFolder()
  if (!folder) return load(file)
  // Node 22.8 and later keeps compiled code itself.
  if ('enableCompileCache' in nodeModule && typeof nodeModule.enableCompileCache === 'function') {
    nodeModule.enableCompileCache(folder)
    return load(file)
  }
  return loadCached(file, folder, load)
}

/**
 * Node 20 (V8 11) optimizes a function after few turns: a run over 1,000 files spent a quarter of its time on that. It stands
 * in front of the loading, since code that was compiled under other flags is not taken.
 */
function optimizeLess(): void {
  if (!process.versions.v8.startsWith('11.')) return
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=300000')
}

function loadCached(file: string, folder: string, load: NodeJS.Require): Main {
  const { size, mtimeMs } = statSync(file)
  const kept = join(folder, `main-${process.version}-${process.arch}-${size}-${mtimeMs}.bin`)
  const cachedData = read(kept)
  // The bundle is ASCII (tested), whose letters are the same in latin1, which is read without being decoded.
  const script = new Script(nodeModule.wrap(readFileSync(file, 'latin1')), {
    filename: file,
    ...(cachedData && { cachedData }),
  })
  const own: { exports: Main } = { exports: { main: async () => 2 } }
  script.runInThisContext()(own.exports, load, own, file, __dirname)
  if (!cachedData || script.cachedDataRejected) {
    // At the end, when the functions that this run needed are compiled too.
    process.once('exit', () => keep(folder, kept, script.createCachedData()))
  }
  return own.exports
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
