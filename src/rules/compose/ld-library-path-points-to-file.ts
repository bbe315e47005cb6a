import { writtenOf } from '../../documents/plain-text'
import { defineRule, type Report } from '../../lint/rule'
import { fixesOf, originOf, placeOf, setVariable, variableOf } from '../support/environment-variable'
import { partedPaths } from '../support/path-elements'

const NAME = 'LD_LIBRARY_PATH'

export default defineRule({
  meta: {
    id: 'compose/ld-library-path-points-to-file',
    kind: 'compose',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: [NAME],
    summary: 'LD_LIBRARY_PATH of a service lists directories, parted by colons.',
    why: 'The loader looks for libraries in directories; an entry that is a file, or two paths run together, is skipped without a word.',
    messages: {
      file: '"{entry}" in LD_LIBRARY_PATH is a library file. The loader searches directories only and skips the entry without a word. Write its directory: {repaired}.',
      blank:
        '"{entry}" in LD_LIBRARY_PATH holds a blank, which is taken as part of the directory\'s name. The loader finds no such directory and skips it. Part directories by a colon alone: {repaired}.',
      root: '"{entry}" in LD_LIBRARY_PATH is two directories that run together into one that does not exist, and the loader skips it. Put a colon between them: {repaired}.',
    },
    sources: ['NVIDIA/nvidia-container-toolkit#254'],
    notes: ['The library may still be found through the cache of ldconfig, so this is a warning.'],
  },
  *check({ services }) {
    for (const service of services) {
      const variable = variableOf(service, NAME)
      const at = variable && placeOf(service, variable)
      if (!variable || !at || variable.value === undefined) continue
      const [bad] = variable.value.split(':').flatMap((entry) => badEntry(entry) ?? [])
      if (!bad) continue
      const { entry, repaired, message } = bad
      // A variable in the text is worth more than its value of today.
      const plain = !writtenOf(variable.node).includes('$')
      const whole = variable.value.split(':').map((one) => badEntry(one)?.repaired ?? one)
      const op = plain ? setVariable(variable, [...new Set(whole)].join(':')) : undefined
      const data = { entry: entry.trim(), repaired }
      const report: Report = { message, data, at, fixes: fixesOf([[`Write ${repaired}`, op]]), ...originOf(variable) }
      yield report
    }
  },
})

interface BadEntry {
  readonly message: 'file' | 'blank' | 'root'
  readonly entry: string
  readonly repaired: string
}

function badEntry(entry: string): BadEntry | undefined {
  const [, folder = ''] = /^\s*(.*)\/[^/\s]*\.so(?:[.\d*]*)\s*$/.exec(entry) ?? []
  if (folder !== '') return { message: 'file', entry, repaired: folder }
  if (entry.trim() === '') return undefined
  if (!/^\s|\s$|\s\//.test(entry)) {
    const parted = partedPaths(entry)
    return parted === undefined ? undefined : { message: 'root', entry, repaired: parted }
  }
  return { message: 'blank', entry, repaired: entry.trim().replace(/\s+(?=\/)/g, ':') }
}
