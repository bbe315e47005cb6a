import { writtenOf } from '../plain-text'
import { asMap, type Value } from '../tree'
import { interpolate, type Lookup } from './interpolate'
import { textOf, textsOf } from './text'
import type { DeviceMapping, Mount } from './types'

/** The items of one `devices:` list. */
export function readDevices(value: Value, lookup: Lookup): readonly DeviceMapping[] {
  return value.kind === 'seq' ? value.items.map((item) => readDevice(item, lookup)) : []
}

function readDevice(node: Value, lookup: Lookup): DeviceMapping {
  const map = asMap(node)
  if (map) {
    const [source, target, permissions] = ['source', 'target', 'permissions'].map(
      (key) => textOf(map.get(key), lookup)?.value,
    )
    return { node, value: source, source, target, permissions, form: 'long' }
  }
  const value = textOf(node, lookup)?.value
  const [source, target, permissions] = parts(node, lookup)
  // Compose splits at every colon, also inside a CDI name: `nvidia.com/gpu=1:0` maps `nvidia.com/gpu=1` to `0` (measured).
  const mapped = parts(node, lookup).length > 1 ? target : source
  return { node, value, source, target: mapped, permissions, form: 'short' }
}

/** The items of one `volumes:` list of a service. */
export function readVolumes(value: Value, lookup: Lookup): readonly Mount[] {
  return value.kind === 'seq' ? value.items.map((item) => readVolume(item, lookup)) : []
}

function readVolume(node: Value, lookup: Lookup): Mount {
  const map = asMap(node)
  if (map) {
    const [type, source, target] = ['type', 'source', 'target'].map((key) => textOf(map.get(key), lookup)?.value)
    return { node, type, source, target }
  }
  const found = parts(node, lookup)
  if (found.length < 2) return { node, type: 'volume', source: undefined, target: found[0] }
  return { node, type: typeOf(found[0]), source: found[0], target: found[1] }
}

const typeOf = (source: string | undefined): string | undefined =>
  source === undefined ? undefined : /^([./~]|\\\\|[A-Za-z]:)/.test(source) ? 'bind' : 'volume'

/** The items of `tmpfs:`, a text or a list: `/dev/shm:size=8g`. */
export function readTmpfs(value: Value, lookup: Lookup): readonly Mount[] {
  return textsOf(value, lookup).map(({ node }) => ({
    node,
    type: 'tmpfs',
    source: undefined,
    target: parts(node, lookup)[0],
  }))
}

/** The parts between colons. Those that name a variable that is not known are undefined; the others are still known. */
function parts(node: Value, lookup: Lookup): readonly (string | undefined)[] {
  if (node.kind !== 'scalar' || node.value === null) return []
  const raw = writtenOf(node)
  const whole = interpolate(raw, lookup).value
  if (whole !== undefined) return splitMount(whole)
  return splitMount(raw).map((part) => interpolate(part, lookup).value)
}

/** Splits at colons outside `${…}`, a Windows drive letter apart. */
export function splitMount(text: string): readonly string[] {
  const out: string[] = []
  let [start, braces] = [0, 0]
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{' && text[i - 1] === '$') braces++
    else if (text[i] === '}' && braces > 0) braces--
    else if (text[i] === ':' && braces === 0 && !/^[A-Za-z]$/.test(text.slice(start, i))) {
      out.push(text.slice(start, i))
      start = i + 1
    }
  }
  return [...out, text.slice(start)]
}
