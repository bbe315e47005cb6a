import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
// @ts-expect-error a script without types
import { diffTags, fetchHubTags, mergeTags, print, refresh, tagsOf } from '../../scripts/refresh-facts.mjs'

// The registry is somebody else's machine: its answers are made up here, small enough to read. The merging is the real thing.
const table = {
  source: 'x',
  retrieved: '2026-01-01',
  horizon: '2025-12-15',
  seen: { '12.8.2': 'base-ubuntu22.04', '13.9.0': 'base-ubuntu30.04' },
  rows: [
    { cuda: '11.0.3', status: 'removed', os: { amd64: 'centos8' } },
    { cuda: '12.4.1', status: 'active', plus: 'cudnn', branches: [470], os: { both: 'ubuntu22.04 ubi9', all: 'ubi8' } },
    { cuda: '13.0.3', status: 'partial', only: 'cudnn-devel', os: { '?': 'ubuntu22.04' } },
  ],
}
const live = (rows: readonly object[]) =>
  rows
    .filter((row) => (row as { status: string }).status !== 'removed')
    .flatMap((row) => tagsOf(row) as string[])
    .sort()
const before = live(table.rows)
const hub = [
  ...before.filter((tag) => !tag.includes('ubi9') && tag !== '12.4.1-cudnn-devel-ubi8'),
  '12.8.2-base-ubuntu22.04',
  '12.8.2-runtime-ubuntu22.04',
  '12.8.2-devel-ubuntu22.04',
  '12.8.2-cudnn-runtime-ubuntu22.04',
  '12.8.2-cudnn-devel-ubuntu22.04',
  'latest',
  'some-other-tag',
]

describe('merging the hub list', () => {
  it('says what is new and what is gone', () => {
    const { added, gone } = diffTags(table, hub)
    expect(added).toEqual(hub.filter((tag) => tag.startsWith('12.8.2')).sort())
    expect(gone).toEqual([
      '12.4.1-base-ubi9',
      '12.4.1-cudnn-devel-ubi8',
      '12.4.1-cudnn-devel-ubi9',
      '12.4.1-cudnn-runtime-ubi9',
      '12.4.1-devel-ubi9',
      '12.4.1-runtime-ubi9',
    ])
  })

  it('the merged table calls exactly the hub list pullable', () => {
    const merged = mergeTags(table, hub, '2027-01-01')
    expect(live(merged.rows)).toEqual(hub.filter((tag) => /^\d/.test(tag)).sort())
    expect(diffTags(merged, hub)).toEqual({ added: [], gone: [] })
    expect(mergeTags(merged, hub, '2027-01-01')).toEqual(merged)
  })

  it('keeps the facts of what stays, dates what goes, and closes versions that were only seen', () => {
    const merged = mergeTags(table, hub, '2027-01-01')
    expect(merged.rows).toContainEqual({
      cuda: '12.4.1',
      status: 'active',
      plus: 'cudnn',
      branches: [470],
      os: { both: 'ubuntu22.04' },
    })
    expect(merged.rows).toContainEqual({
      cuda: '12.4.1',
      status: 'removed',
      plus: 'cudnn',
      last: '2027-01-01',
      os: { '?': 'ubi9' },
    })
    expect(merged.rows).toContainEqual({ cuda: '12.8.2', status: 'active', plus: 'cudnn', os: { '?': 'ubuntu22.04' } })
    expect(merged.seen).toEqual({ '13.9.0': 'base-ubuntu30.04' })
    expect(merged.retrieved).toBe('2027-01-01')
  })

  it('a tag that came back is no longer removed', () => {
    const merged = mergeTags(table, [...before, '11.0.3-base-centos8'], '2027-01-01')
    expect(live(merged.rows)).toContain('11.0.3-base-centos8')
    expect(
      merged.rows.filter((row: { status: string }) => row.status === 'removed').flatMap((row: object) => tagsOf(row)),
    ).not.toContain('11.0.3-base-centos8')
  })

  it('prints the table as it lies in the repository', () => {
    const text = readFileSync(new URL('../../src/facts/tables/cuda-images.json', import.meta.url), 'utf8')
    expect(print(JSON.parse(text))).toBe(text)
  })
})

describe('refresh', () => {
  const page = (names: readonly string[], next: string | null) => ({
    ok: true,
    json: async () => ({ results: names.map((name) => ({ name })), next }),
  })

  it('reads every page', async () => {
    const get = vi
      .fn()
      .mockResolvedValueOnce(page(['a'], 'second'))
      .mockResolvedValueOnce(page(['b'], null))
    expect(await fetchHubTags(get)).toEqual(['a', 'b'])
    expect(get).toHaveBeenLastCalledWith('second')
  })

  it.each([
    ['no network', vi.fn().mockRejectedValue(new Error('fetch failed'))],
    [
      'an error on a later page',
      vi
        .fn()
        .mockResolvedValueOnce(page(['a'], 'second'))
        .mockResolvedValueOnce({ ok: false, status: 503 }),
    ],
    ['a list that lacks most tags', vi.fn().mockResolvedValue(page(['12.4.1-base-ubuntu22.04'], null))],
  ])('%s: says so in one sentence and writes nothing', async (_, get) => {
    const [write, log] = [vi.fn(), vi.fn()]
    expect(await refresh({ get, write, log, today: '2027-01-01' })).toBe(false)
    expect(write).not.toHaveBeenCalled()
    expect(log).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^[^\n]+left as they are \(\d{4}-\d\d-\d\d\)\.\n$/),
    )
  })

  it('with a list, prints the difference and writes the table', async () => {
    const real = JSON.parse(readFileSync(new URL('../../src/facts/tables/cuda-images.json', import.meta.url), 'utf8'))
    const [write, log] = [vi.fn(), vi.fn()]
    const get = vi.fn().mockResolvedValue(page([...live(real.rows), '99.0.0-base-ubuntu40.04'], null))
    expect(await refresh({ get, write, log, today: '2027-01-01' })).toBe(true)
    expect(log).toHaveBeenCalledWith('New (1):\n  99.0.0-base-ubuntu40.04\n')
    expect(JSON.parse(write.mock.calls[0]?.[1])).toMatchObject({
      retrieved: '2027-01-01',
      rows: expect.arrayContaining([expect.objectContaining({ cuda: '99.0.0' })]),
    })
  })
})
