#!/usr/bin/env node
// Brings src/facts/tables/cuda-images.json up to the tags that Docker Hub lists for nvidia/cuda now.
// Rows that NVIDIA's own lists describe (architectures, drivers, cuDNN) keep what they know: the hub tells names only.
import { readFile, writeFile } from 'node:fs/promises'
import { argv, exit, stdout } from 'node:process'
import { fileURLToPath } from 'node:url'

const TABLE = new URL('../src/facts/tables/cuda-images.json', import.meta.url)
const HUB = 'https://hub.docker.com/v2/repositories/nvidia/cuda/tags?page_size=100'
const TAG = /^(\d+\.\d+(?:\.\d+)?)-((?:(?:cudnn\d*|tensorrt)-)?(?:base|runtime|devel))-([a-z]+[\d.]+)$/
const FULL = ['base', 'runtime', 'devel']

/** `cudnn8` stands for `cudnn8-runtime` and `cudnn8-devel`, as in src/facts/cuda-image-index.ts. */
const spread = (list) =>
  list
    .split(' ')
    .flatMap((part) => (/^(?:cudnn\d*|tensorrt)$/.test(part) ? [`${part}-runtime`, `${part}-devel`] : [part]))

const flavorsOf = (row) => spread(row.only ?? ['base runtime devel', row.plus].filter(Boolean).join(' '))

const osesOf = (row) => Object.values(row.os).flatMap((names) => names.split(' '))

export const tagsOf = (row) =>
  osesOf(row).flatMap((os) => flavorsOf(row).map((flavor) => `${row.cuda}-${flavor}-${os}`))

const byVersion = (a, b) => {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number))
  return x[0] - y[0] || (x[1] ?? 0) - (y[1] ?? 0) || (x[2] ?? 0) - (y[2] ?? 0)
}

/** What the hub has and the table does not call pullable, and what the table calls pullable and the hub has no more. */
export function diffTags(table, hubTags) {
  const known = new Set(table.rows.filter((row) => row.status !== 'removed').flatMap(tagsOf))
  const hub = new Set(hubTags.filter((tag) => TAG.test(tag)))
  const added = [...hub].filter((tag) => !known.has(tag)).sort()
  const gone = [...known].filter((tag) => !hub.has(tag)).sort()
  return { added, gone }
}

function rowOf(cuda, status, flavors, os, last) {
  const pairs = flavors.filter(
    (flavor) => flavor.endsWith('-runtime') && flavors.includes(flavor.replace('runtime', 'devel')),
  )
  const short = flavors.flatMap((flavor) =>
    pairs.includes(flavor)
      ? [flavor.replace('-runtime', '')]
      : pairs.includes(flavor.replace('devel', 'runtime'))
        ? []
        : [flavor],
  )
  const complete = FULL.every((flavor) => short.includes(flavor))
  const extra = short.filter((part) => !FULL.includes(part)).join(' ')
  return {
    cuda,
    status,
    ...(complete ? extra && { plus: extra } : { only: short.join(' ') }),
    ...(last && { last }),
    os: { '?': os },
  }
}

function* newRows(tags, statusOf, last) {
  const groups = new Map()
  for (const tag of tags) {
    const [, cuda, flavor, os] = TAG.exec(tag)
    groups.set(`${cuda} ${os}`, [...(groups.get(`${cuda} ${os}`) ?? []), flavor])
  }
  for (const [key, flavors] of groups) {
    const [cuda, os] = key.split(' ')
    yield rowOf(
      cuda,
      statusOf(cuda),
      flavors.sort((a, b) => order(a) - order(b)),
      os,
      last,
    )
  }
}

const order = (flavor) => FULL.indexOf(flavor.split('-').at(-1)) + (flavor.includes('-') ? 10 : 0)

/** A row that lost some of its images is split: what stays keeps its facts, what is gone is written down as removed. */
function withoutGone(row, gone) {
  if (!tagsOf(row).some((tag) => gone.has(tag))) return [row]
  const whole = osesOf(row).filter((os) => flavorsOf(row).every((flavor) => gone.has(`${row.cuda}-${flavor}-${os}`)))
  const partly = osesOf(row).filter(
    (os) => !whole.includes(os) && flavorsOf(row).some((flavor) => gone.has(`${row.cuda}-${flavor}-${os}`)),
  )
  const pick = (keep) =>
    Object.fromEntries(
      Object.entries(row.os)
        .map(([arches, names]) => [arches, names.split(' ').filter(keep).join(' ')])
        .filter(([, names]) => names),
    )
  const rest = { ...row, os: pick((os) => !whole.includes(os) && !partly.includes(os)) }
  const parts = partly.map((os) => ({
    ...row,
    ...{ plus: undefined, only: undefined },
    ...rowOf(
      row.cuda,
      row.status,
      flavorsOf(row).filter((flavor) => !gone.has(`${row.cuda}-${flavor}-${os}`)),
      os,
    ),
    os: Object.fromEntries(
      Object.entries(row.os)
        .filter(([, names]) => names.split(' ').includes(os))
        .map(([arches]) => [arches, os]),
    ),
  }))
  return [rest, ...parts].filter((part) => Object.keys(part.os).length > 0)
}

/**
 * The table with the hub's tags. The hub lists a version whole, so a version new to the table is complete from here on,
 * and no longer one of those that were only seen in files.
 */
export function mergeTags(table, hubTags, today) {
  const { added, gone } = diffTags(table, hubTags)
  const lost = new Set(gone)
  const back = new Set(added)
  const complete = new Set(hubTags.flatMap((tag) => TAG.exec(tag)?.[1] ?? []))
  const eol = new Set(table.rows.filter((row) => row.status === 'eol-listed').map((row) => row.cuda))
  const kept = table.rows
    .flatMap((row) => withoutGone(row, row.status === 'removed' ? back : lost))
    .map((row) => (row.status === 'partial' && complete.has(row.cuda) ? { ...row, status: 'active' } : row))
  const rows = [
    ...kept,
    ...newRows(added, (cuda) => (eol.has(cuda) ? 'eol-listed' : 'active')),
    ...newRows(gone, () => 'removed', today),
  ]
  const seen = Object.fromEntries(Object.entries(table.seen).filter(([cuda]) => !complete.has(cuda)))
  return { ...table, retrieved: today, horizon: today, seen, rows: rows.toSorted((a, b) => byVersion(a.cuda, b.cuda)) }
}

/** One row per line, so that a refresh shows as what it changed. */
export function print(table) {
  const value = (item) => {
    if (Array.isArray(item) && typeof item[0] === 'object')
      return `[\n${item.map((row) => `    ${inline(row)}`).join(',\n')}\n  ]`
    if (!Array.isArray(item) && typeof item === 'object' && Object.keys(item).length > 4)
      return `{\n${Object.entries(item)
        .map(([key, field]) => `    ${JSON.stringify(key)}: ${inline(field)}`)
        .join(',\n')}\n  }`
    return inline(item)
  }
  return `{\n${Object.entries(table)
    .map(([key, item]) => `  ${JSON.stringify(key)}: ${value(item)}`)
    .join(',\n')}\n}\n`
}

function inline(item) {
  if (Array.isArray(item)) return `[${item.map(inline).join(', ')}]`
  if (item === null || typeof item !== 'object') return JSON.stringify(item)
  const pairs = Object.entries(item).filter(([, field]) => field !== undefined)
  return `{${pairs.map(([key, field]) => `${JSON.stringify(key)}: ${inline(field)}`).join(', ')}}`
}

/** Every page of the list; half a list would call the other half gone, so any failure is a failure of the whole. */
export async function fetchHubTags(get = fetch) {
  const tags = []
  for (let url = HUB; url; ) {
    const answer = await get(url)
    if (!answer.ok) throw new Error(`Docker Hub answered ${answer.status}`)
    const page = await answer.json()
    tags.push(...page.results.map(({ name }) => name))
    url = page.next
  }
  return tags
}

const list = (title, tags) =>
  tags.length > 0 ? `${title} (${tags.length}):\n${tags.map((tag) => `  ${tag}`).join('\n')}\n` : ''

export async function refresh({
  get = fetch,
  write = writeFile,
  log = (text) => stdout.write(text),
  today = new Date().toISOString().slice(0, 10),
} = {}) {
  const table = JSON.parse(await readFile(TABLE, 'utf8'))
  let tags
  try {
    tags = await fetchHubTags(get)
  } catch (error) {
    log(
      `The tag list of nvidia/cuda could not be read from Docker Hub (${error.message}), so the facts were left as they are (${table.retrieved}).\n`,
    )
    return false
  }
  const { added, gone } = diffTags(table, tags)
  // NVIDIA withdraws a few tags at a time: a list that lacks most of them is a broken list.
  if (gone.length > tags.length / 2) {
    log(
      `Docker Hub's tag list of nvidia/cuda lacks ${gone.length} known tags, which looks like a broken list, so the facts were left as they are (${table.retrieved}).\n`,
    )
    return false
  }
  log(list('New', added) + list('Gone', gone) || 'Nothing changed.\n')
  await write(TABLE, print(mergeTags(table, tags, today)))
  return true
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await refresh()
  exit(0)
}
