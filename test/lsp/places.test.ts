import { describe, expect, it } from 'vitest'
import { addressOf, pathBelow, placeOf, rootSpelling, sameSpelling } from '../../src/adaptors/lsp/places'

describe('sameSpelling', () => {
  it('knows one drive under all its spellings', () => {
    const spellings = ['file:///C:/Work/a b.yml', 'file:///c%3A/Work/a%20b.yml', 'file:///c:/Work/a%20b.yml']
    expect(new Set(spellings.map(sameSpelling)).size).toBe(1)
  })

  it('keeps addresses apart that differ in a %', () => {
    expect(sameSpelling('file:///a%2520b')).not.toBe(sameSpelling('file:///a%20b'))
  })
})

describe('pathBelow and addressOf', () => {
  const paths = ['a b/#1/ü%20/100%.yml', 'Dockerfile', 'x/日本.compose.yml', 'a?b.yml']
  it.each(['file:///home/me/my%20work', 'file:///C:/Users/Me', 'vscode-vfs://github/owner/repo', 'file:///'])(
    '%s',
    (uri) => {
      const root = rootSpelling(uri)
      for (const path of paths) expect(pathBelow(root, addressOf(root, path))).toBe(path)
    },
  )

  it('takes no neighbour for a part', () => {
    expect(pathBelow(rootSpelling('file:///a/b'), 'file:///a/bc/x.yml')).toBeUndefined()
    expect(pathBelow(rootSpelling('file:///a'), 'other:///a/x.yml')).toBeUndefined()
    expect(pathBelow(rootSpelling('vscode-vfs://one/a'), 'vscode-vfs://two/a/x.yml')).toBeUndefined()
  })
})

describe('placeOf', () => {
  const roots = ['file:///w', 'file:///w/inner'].map(rootSpelling)

  it('is in the innermost folder', () => {
    expect(placeOf('file:///w/inner/x.yml', 'yaml', roots)).toEqual({
      root: rootSpelling('file:///w/inner'),
      path: 'x.yml',
    })
    expect(placeOf('file:///w/x.yml', 'yaml', roots)).toEqual({ root: rootSpelling('file:///w'), path: 'x.yml' })
  })

  it('is the own folder outside of all', () => {
    expect(placeOf('file:///other/x%231.yml', 'yaml', roots)).toEqual({
      root: rootSpelling('file:///other'),
      path: 'x#1.yml',
    })
    expect(placeOf('file:///x.yml', 'yaml', []).path).toBe('x.yml')
  })

  it('names an unsaved text after its language', () => {
    expect(placeOf('untitled:Untitled-1', 'dockerfile', roots).path).toBe('Untitled-1.Dockerfile')
    expect(placeOf('untitled:Untitled-1', 'dockercompose', roots).path).toBe('Untitled-1.compose.yaml')
  })
})
