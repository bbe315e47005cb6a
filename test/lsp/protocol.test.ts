import { afterEach, describe, expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver'
import { Editor, editsOf, type Options, rulesOf } from './support/client'

const VERSION = 'compose/version-key-obsolete'
const LATEST = 'image/cuda-tag-latest'
const NAME = 'docker-compose.yml'
const compose = 'version: "3.8"\nservices:\n  a:\n    image: nvidia/cuda:latest # keep\n    gpus: all\n'
const everything = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } }

let editor: Editor | undefined
const start = async (options?: Options): Promise<Editor> => {
  editor = await Editor.start(options)
  return editor
}
afterEach(async () => {
  await editor?.stop()
  editor = undefined
})

/** Loads CUDA, which its image does not have. */
const stage = (image: string) => `FROM ${image}\nRUN pip install onnxruntime-gpu==1.20.1\n`
const FROM = { start: { line: 0, character: 2 }, end: { line: 0, character: 2 } }

describe('initialize', () => {
  it('says what the server can do', async () => {
    const { initialized } = await start()
    expect(initialized?.capabilities).toMatchObject({
      textDocumentSync: { openClose: true, change: 2, save: true },
      codeActionProvider: { codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.gpuCompose'] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    })
  })
})

describe('diagnostics', () => {
  it('appear on opening, with everything that they carry', async () => {
    const document = await (await start()).open(NAME, compose)
    const { diagnostics } = await document.shows(LATEST)
    const latest = diagnostics.find(({ code }) => code === LATEST)
    expect(latest).toMatchObject({ severity: 1, source: 'gpu-compose' })
    expect(latest?.codeDescription?.href).toMatch(/^https:.*docs\/rules\/image\/cuda-tag-latest/)
    expect(latest && document.at(latest.range)).toBe('nvidia/cuda:latest')
    const version = diagnostics.find(({ code }) => code === VERSION)
    expect(version).toMatchObject({ severity: 3, tags: [1], range: { start: { line: 0, character: 0 } } })
  })

  it('follow every version, and only the newest', async () => {
    const editor = await start()
    const document = await editor.open(NAME, compose)
    await document.shows(LATEST)
    for (const tag of ['1', '12', '12.4.1-base-ubuntu22.04'])
      await document.replace(/cuda:(\S*)/.exec(document.text)?.[1] ?? '', tag)
    await document.lacks(LATEST)
    const versions = editor.published.filter(({ uri }) => uri === document.uri).map(({ version }) => version)
    // Versions 2 and 3 were typed over before they were due.
    expect(versions).toEqual([1, 4])
  })

  it('vanish on closing', async () => {
    const editor = await start()
    const document = await editor.open(NAME, compose)
    await document.shows(LATEST)
    await document.close()
    await editor.until(document.uri, ({ diagnostics }) => diagnostics.length === 0, 'nothing')
  })

  it('are none for a text that is not ours', async () => {
    const editor = await start()
    const document = await editor.open('plain.yaml', 'version: "3"\nname: x\n')
    expect((await document.lacks(VERSION)).diagnostics).toEqual([])
  })

  it('stand at UTF-16 places with CRLF and letters beyond the first plane', async () => {
    const text = '# 𝄞 ä\r\nservices:\r\n  "𝄞": { image: nvidia/cuda:latest, gpus: all }\r\n'
    const document = await (await start()).open(NAME, text)
    const { diagnostics } = await document.shows(LATEST)
    expect(diagnostics.find(({ code }) => code === LATEST)?.range).toEqual({
      start: { line: 2, character: 17 },
      end: { line: 2, character: 35 },
    })
  })

  it('know a document under the spelling that the editor gave', async () => {
    const editor = await start({ files: { [NAME]: compose } })
    const spelled = editor.uri(NAME).replaceAll('%C3%BC', 'ü')
    const document = await editor.open(NAME, compose, 'yaml', spelled)
    await document.shows(LATEST)
    const [action] = await document.actions(everything)
    expect(editsOf(action, spelled).version).toBe(1)
  })

  it('say where a text is broken, unless another extension does', async () => {
    const broken = 'services:\n  a: { image: "x\n'
    const editor = await start()
    const document = await editor.open(NAME, broken)
    expect((await document.shows('syntax')).diagnostics[0]).toMatchObject({ severity: 2, source: 'gpu-compose' })
    await editor.setSettings({ schema: 'never' })
    expect((await document.lacks('syntax')).diagnostics).toEqual([])
  })
})

describe('quick fixes', () => {
  it('carry the edits of this version and change only what they must', async () => {
    const document = await (await start()).open(NAME, compose)
    await document.replace('a:\n', 'trainer:\n')
    const action = (await document.actions(everything)).find(({ title }) => title === 'Delete the version key')
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: VERSION }] })
    const { version, edits } = editsOf(action, document.uri)
    expect(version).toBe(2)
    expect(document.after(edits)).toBe(document.text.replace('version: "3.8"\n', ''))
  })

  it('that may change behaviour are offered and not preferred', async () => {
    const document = await (await start()).open(NAME, compose)
    const { diagnostics } = await document.shows(LATEST)
    const range = diagnostics.find(({ code }) => code === LATEST)?.range ?? everything
    const offered = await document.actions(range, ['quickfix'])
    const [action, ...others] = offered.filter(({ kind }) => kind === 'quickfix')
    expect(others).toEqual([])
    expect(action?.isPreferred).toBeUndefined()
    expect(document.after(editsOf(action, document.uri).edits)).toMatch(/image: nvidia\/cuda:\d\S+ # keep\n/)
  })

  it('are joined by other forms of the request under the cursor', async () => {
    const document = await (await start()).open(
      NAME,
      'services:\n  a:\n    image: acme/worker:1\n    gpus: all # both\n',
    )
    const cursor = { line: 3, character: 6 }
    const actions = await document.actions({ start: cursor, end: cursor }, ['refactor'])
    expect(new Set(actions.map(({ kind }) => kind))).toEqual(new Set(['refactor.rewrite']))
    const pair = actions.find(({ title }) => title.startsWith('GPU: move the request into docker-compose.gpu.yml'))
    expect(pair?.edit?.documentChanges?.map((change) => ('kind' in change ? change.kind : 'edit'))).toEqual([
      'create',
      'edit',
      'edit',
    ])
    const deploy = actions.find(({ title }) => title.startsWith('GPU: reserve under deploy'))
    expect(document.after(editsOf(deploy, document.uri).edits)).toContain('              count: all\n')
    const elsewhere = { line: 2, character: 6 }
    expect(await document.actions({ start: elsewhere, end: elsewhere }, ['refactor'])).toEqual([])
  })

  it('give a service its first GPU, on the lines of its name and its image only', async () => {
    const text = 'services:\n  a:\n    image: acme/worker:1\n    restart: always # stays\n'
    const document = await (await start()).open(NAME, text)
    const titlesAt = async (line: number) => {
      const cursor = { line, character: 3 }
      return (await document.actions({ start: cursor, end: cursor }, ['refactor'])).map(({ title }) => title)
    }
    const ways = ['deploy', 'gpus', 'runtime: nvidia', 'CDI'].map((way) => `Give a a GPU (${way})`)
    expect(await titlesAt(1)).toEqual([...ways, 'Give a GPU 0 (device nodes)'])
    expect(await titlesAt(2)).toHaveLength(5)
    expect(await titlesAt(0)).toEqual([])
    expect(await titlesAt(3)).toEqual([])
    const cursor = { line: 1, character: 3 }
    const actions = await document.actions({ start: cursor, end: cursor }, ['refactor.rewrite'])
    const gpus = actions.find(({ title }) => title === ways[1])
    expect(document.after(editsOf(gpus, document.uri).edits)).toBe(`${text}    gpus: all\n`)
  })

  it('pin a tag, in a Dockerfile and its ARG', async () => {
    const text = 'ARG CUDA=12.4.0\r\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\r\nRUN true\r\n'
    const document = await (await start()).open('Dockerfile', text)
    const at = (line: number) => ({ start: { line, character: 2 }, end: { line, character: 2 } })
    for (const line of [0, 1]) {
      const [pin, ...others] = await document.actions(at(line), ['refactor'])
      expect([pin?.title, pin?.kind, others]).toEqual([
        'Pin nvidia/cuda to 12.4.1-base-ubuntu22.04, the newest patch of 12.4',
        'refactor.rewrite',
        [],
      ])
      expect(document.after(editsOf(pin, document.uri).edits)).toBe(text.replace('12.4.0', '12.4.1'))
    }
    expect(await document.actions(at(2), ['refactor'])).toEqual([])
  })

  it('of a stage come with their edit to a client that does not ask for it, where they do no harm', async () => {
    const document = await (await start()).open('Dockerfile', stage('python:3.12-slim'))
    const [add] = await document.actions(FROM, ['refactor'])
    expect(document.after(editsOf(add, document.uri).edits)).toMatch(/^FROM nvidia\/cuda:\S+ AS cuda\n/)
    const bare = await (await start()).open('Dockerfile', stage('ubuntu:22.04'))
    // There is no pip on the image that the stage would move to.
    expect((await bare.actions(FROM, ['refactor'])).map(({ title }) => title.slice(0, 8))).toEqual(['Add CUDA'])
  })

  it('of a stage get their edit when they are chosen, of the text that they were offered for', async () => {
    const { connection } = await start({ asksForEdits: true })
    const resolved = (action: CodeAction | undefined) =>
      connection.sendRequest<CodeAction>('codeAction/resolve', action)
    const document = await (editor as Editor).open('Dockerfile', stage('python:3.12-slim'))
    const [add] = await document.actions(FROM, ['refactor'])
    expect(add).not.toHaveProperty('edit')
    const { version, edits } = editsOf(await resolved(add), document.uri)
    expect(version).toBe(1)
    expect(document.after(edits)).toMatch(/^FROM nvidia\/cuda:\S+ AS cuda\n/)
    await document.replace('FROM', 'FROM x AS y\nFROM')
    expect(await resolved(add)).not.toHaveProperty('edit')
  })

  it('that would do harm say so when they are chosen, and change nothing', async () => {
    const { connection, shown } = await start({ asksForEdits: true })
    const document = await (editor as Editor).open('Dockerfile', stage('ubuntu:22.04'))
    const offered = await document.actions(FROM, ['refactor'])
    const move = offered.find(({ title }) => title.startsWith('Move this stage'))
    expect(await connection.sendRequest('codeAction/resolve', move)).toEqual(move)
    expect(shown).toEqual([expect.stringMatching(/^Nothing was changed: after it, a rule would say: pip is called/)])
  })

  it('say it to our own client in a way of its own, which is no toast', async () => {
    const { connection, shown } = await start({ asksForEdits: true, initializationOptions: { commands: true } })
    const refused: string[] = []
    connection.onNotification('gpuCompose/refused', ({ message }) => refused.push(message))
    const document = await (editor as Editor).open('Dockerfile', stage('ubuntu:22.04'))
    const offered = await document.actions(FROM, ['refactor'])
    await connection.sendRequest(
      'codeAction/resolve',
      offered.find(({ title }) => title.startsWith('Move')),
    )
    expect([refused.length, shown]).toEqual([1, []])
  })

  it('keep CRLF', async () => {
    const text = compose.replaceAll('\n', '\r\n')
    const document = await (await start()).open(NAME, text)
    const action = (await document.actions(everything)).find(({ title }) => title === 'Delete the version key')
    expect(document.after(editsOf(action, document.uri).edits)).toBe(text.replace('version: "3.8"\r\n', ''))
  })

  it('are plain changes for an editor that knows no versions', async () => {
    const document = await (await start({ versionedEdits: false })).open(NAME, compose)
    const [action] = await document.actions(everything)
    expect(Object.keys(action?.edit?.changes ?? {})).toEqual([document.uri])
  })

  it('fix all repairs what is safe', async () => {
    const document = await (await start()).open(NAME, compose)
    expect((await document.actions(everything)).map(({ kind }) => kind)).not.toContain('source.fixAll.gpuCompose')
    const [action, ...others] = await document.actions(everything, ['source.fixAll'])
    expect([action?.kind, others]).toEqual(['source.fixAll.gpuCompose', []])
    const { version, edits } = editsOf(action, document.uri)
    expect(version).toBe(1)
    expect(document.after(edits)).toBe(compose.replace('version: "3.8"\n', ''))
    await document.replace('version: "3.8"\n', '')
    expect(await document.actions(everything, ['source.fixAll.gpuCompose'])).toEqual([])
  })
})

describe('other files', () => {
  const named = 'services:\n  a:\n    image: nvidia/cuda:$' + '{TAG}\n    gpus: all\n'

  it('a change on the disk is seen by the files that read it', async () => {
    const editor = await start({ files: { '.env': 'TAG=latest\n' } })
    const document = await editor.open(NAME, named)
    await document.shows(LATEST)
    editor.write('.env', 'TAG=12.4.1-base-ubuntu22.04\n')
    await editor.changedOnDisk('.env')
    await document.lacks(LATEST)
    editor.write('.env', 'TAG=latest\n')
    await editor.changedOnDisk('.env')
    await document.shows(LATEST)
  })

  it('a file that appears is seen', async () => {
    const editor = await start()
    const document = await editor.open(NAME, named)
    await document.lacks(LATEST)
    editor.write('.env', 'TAG=latest\n')
    await editor.changedOnDisk('.env', 1)
    await document.shows(LATEST)
  })

  it('an unsaved text stands before the disk, until it is closed', async () => {
    const editor = await start({ files: { '.env': 'TAG=latest\n' } })
    const document = await editor.open(NAME, named)
    await document.shows(LATEST)
    const env = await editor.open('.env', 'TAG=latest\n', 'dotenv')
    await env.replace('latest', '12.4.1-base-ubuntu22.04')
    await document.lacks(LATEST)
    await env.close()
    await document.shows(LATEST)
  })
})

describe('configuration', () => {
  it('settings change what is found', async () => {
    const editor = await start({ settings: { rules: { [VERSION]: 'off' } } })
    const document = await editor.open(NAME, compose)
    await document.shows(LATEST)
    await document.lacks(VERSION)
    await editor.setSettings({ rules: { [VERSION]: 'error', [LATEST]: 'nonsense' } })
    expect((await document.shows(VERSION)).diagnostics.map(({ severity }) => severity)).toEqual([1, 1])
    await editor.setSettings({ enable: false })
    expect((await document.lacks(VERSION)).diagnostics).toEqual([])
    expect(await document.actions(everything)).toEqual([])
  })

  it('the nearest file stands before the settings', async () => {
    const files = {
      '.gpu-compose.yaml': `rules: { ${LATEST}: off }`,
      'near/.gpu-compose.json': '{ "ignore": ["x.yml"] }',
    }
    const editor = await start({ files, settings: { rules: { [LATEST]: 'warning' } } })
    const far = await editor.open(NAME, compose)
    await far.lacks(LATEST)
    const near = await editor.open(`near/${NAME}`, compose)
    const found = (await near.shows(LATEST)).diagnostics.find(({ code }) => code === LATEST)
    expect(found?.severity).toBe(2)
    editor.remove('.gpu-compose.yaml')
    await editor.changedOnDisk('.gpu-compose.yaml', 3)
    await far.shows(LATEST)
  })

  it('files that it ignores are left alone', async () => {
    const editor = await start({ files: { '.gpu-compose.yaml': 'ignore: ["third_party/**"]' } })
    const document = await editor.open(`third_party/${NAME}`, compose)
    expect((await document.lacks(LATEST)).diagnostics).toEqual([])
  })

  it('what is wrong in it is said at its place', async () => {
    const editor = await start({ files: { '.gpu-compose.yaml': 'rules: { compose/nonsense: off }' } })
    await (await editor.open(NAME, compose)).shows(VERSION)
    const uri = editor.uri('.gpu-compose.yaml')
    const { diagnostics } = await editor.until(uri, ({ diagnostics }) => diagnostics.length > 0, 'a problem')
    expect(diagnostics[0]).toMatchObject({ code: 'config', range: { start: { line: 0, character: 9 } } })
    const file = await editor.open('.gpu-compose.yaml', 'rules: { compose/nonsense: off }')
    await file.replace('compose/nonsense', VERSION)
    await editor.until(uri, ({ diagnostics }) => diagnostics.length === 0, 'no problem')
  })
})

describe('the workspace', () => {
  it('is checked on demand, closed files too', async () => {
    const files = {
      [NAME]: compose,
      Dockerfile: 'FROM nvidia/cuda:latest\n',
      'plain.yaml': 'a: 1\n',
      '.gitignore': 'out/\n',
    }
    const editor = await start({ files: { ...files, 'out/docker-compose.yml': compose } })
    const summary = await editor.connection.sendRequest('gpuCompose/checkWorkspace')
    expect(summary).toMatchObject({ files: 2, errors: 2, infos: 1 })
    const dockerfile = editor.uri('Dockerfile')
    await editor.until(dockerfile, (one) => rulesOf(one).includes(LATEST), LATEST)
    editor.write('Dockerfile', 'FROM nvidia/cuda:12.4.1-base-ubuntu22.04\n')
    await editor.changedOnDisk('Dockerfile')
    await editor.until(dockerfile, (one) => !rulesOf(one).includes(LATEST), 'nothing')
  })

  it('counts text that cannot be read among the warnings, as it is shown', async () => {
    const text = 'services:\n  a:\n    image: x\n    gpus: all\n  half\n'
    const editor = await start({ files: { 'compose.yaml': text } })
    const summary = { files: 1, errors: 0, warnings: 1, infos: 0 }
    expect(await editor.connection.sendRequest('gpuCompose/checkWorkspace')).toMatchObject(summary)
    await editor.until(editor.uri('compose.yaml'), (one) => rulesOf(one).includes('syntax'), 'syntax')
  })

  it('of several folders each has its own configuration', async () => {
    const files = { 'one/.gpu-compose.yaml': `rules: { ${VERSION}: off }`, 'two/x': '' }
    const editor = await start({ files, folders: ['one', 'two'] })
    await (await editor.open(`one/${NAME}`, compose)).lacks(VERSION)
    await (await editor.open(`two/${NAME}`, compose)).shows(VERSION)
  })

  it('a document outside of it is checked alone', async () => {
    const editor = await start({ files: { 'in/x': '' }, folders: ['in'] })
    await (await editor.open(NAME, compose)).shows(VERSION)
    await (await editor.open('', 'FROM nvidia/cuda:latest\n', 'dockerfile', 'untitled:Untitled-1')).shows(LATEST)
  })
})
