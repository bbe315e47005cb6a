import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json'

const root = resolve(__dirname, '../..')
const { commands, menus, walkthroughs, jsonValidation, yamlValidation, snippets } = manifest.contributes
const folder = 'src/adaptors/vscode'
const code = readdirSync(join(root, folder)).map((name) => readFileSync(join(root, folder, name), 'utf8'))

describe('the manifest of the extension', () => {
  it('names every command under GPU Compose and hides none for good', () => {
    expect(commands.filter(({ category }) => category !== 'GPU Compose')).toEqual([])
    expect(menus.commandPalette.filter(({ when }) => when === 'false')).toEqual([])
  })

  it('titles are in the editor’s style', () => {
    const words = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'))
    // A program bears its own name.
    const titles = commands.map(({ title }) => String(words[title.slice(1, -1)]).replace('docker run', ''))
    const small = /^(?:a|an|and|as|at|by|for|from|in|into|its|of|on|or|the|this|to|with)$/
    const wrong = titles.filter((title) => title.split(' ').some((word) => /^[a-z]/.test(word) && !small.test(word)))
    expect(wrong).toEqual([])
  })

  it('ships what it names', () => {
    const shown = walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => Object.values(media)[0]))
    const schemas = [...jsonValidation, ...yamlValidation].map(({ url }) => url)
    const named = [manifest.icon, ...shown, ...schemas, ...snippets.map(({ path }) => path)]
    expect(named.filter((file) => !existsSync(join(root, String(file))))).toEqual([])
  })

  it('has a page whose links lead somewhere, from the root of the repository as the packager takes them', () => {
    const page = readFileSync(join(root, 'docs/extension.md'), 'utf8')
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(2)
    const lost = links.filter((link) => !/^https:/.test(link) && !(link[0] === '/' && existsSync(join(root, link))))
    expect(lost).toEqual([])
  })

  it('has a page that names its commands and settings, all of them and no others', () => {
    const words = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'))
    const page = readFileSync(join(root, 'docs/extension.md'), 'utf8')
    const named = [...page.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell = '']) => cell)
    const commandsNamed = named.filter((cell) => cell.startsWith('*')).map((cell) => cell.slice(1, -1))
    expect(commandsNamed.sort()).toEqual(commands.map(({ title }) => words[title.slice(1, -1)]).sort())
    const settingsNamed = named.flatMap((cell) => cell.match(/gpuCompose\.[\w.]+/g) ?? [])
    expect(settingsNamed.sort()).toEqual(Object.keys(manifest.contributes.configuration.properties).sort())
    const prose = [...page.matchAll(/\*GPU Compose: ([^*]+)\*/g)].map(([, title = '']) => title.replace(/\s+/g, ' '))
    expect(prose.filter((title) => !commandsNamed.includes(title))).toEqual([])
  })

  it('shows pictures that the checks in VS Code take, none too heavy for a page', () => {
    const pictures = readdirSync(join(root, 'docs/media'))
    const harness = ['ui', 'features'].map((name) =>
      readFileSync(join(root, `test/vscode/harness/${name}.mjs`), 'utf8'),
    )
    const taken = (name: string) =>
      harness.some(
        (text) => text.includes(`docs/media/${name}`) || text.includes(`picture: '${name.replace('.webp', '')}'`),
      )
    expect(pictures.filter((name) => !taken(name))).toEqual([])
    expect(pictures.filter((name) => statSync(join(root, 'docs/media', name)).size > 120_000)).toEqual([])
    const page = readFileSync(join(root, 'docs/extension.md'), 'utf8')
    expect(pictures.filter((name) => !page.includes(`(/docs/media/${name})`))).toEqual([])
  })

  it('has an icon of 128 by 128', () => {
    const png = readFileSync(join(root, manifest.icon))
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([128, 128])
  })

  it('says nothing that translators do not see', () => {
    const bundle = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.json'), 'utf8'))
    const calls = code.join('\n').match(/l10n\.t\(/g) ?? []
    const literal = code.join('\n').matchAll(/l10n\.t\(\s*(['"])((?:\\.|(?!\1).)*)\1/g)
    const said = [...literal].map(([, , text = '']) => text.replace(/\\(.)/g, '$1'))
    // A sentence that is put together in code is not found in its source.
    expect(said).toHaveLength(calls.length)
    expect(said.filter((text) => !(text in bundle))).toEqual([])
  })
})
