// Every request of an editor, asked of the built server right after a key was pressed in a file of 500 lines.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { createMessageConnection } from 'vscode-jsonrpc/node.js'
import { compose, dockerfile } from './files.mjs'

/** Milliseconds. */
const BUDGET = 20

const TURNS = 80
/** The first ones find a machine that has nothing translated yet. */
const WARM = 20

/** A line behind the services, with what a writer completes and what has findings. */
const texts = {
  'compose.yml': `version: "3.8"
${compose(480).replace('worker-0:', 'worker-0:\n    build: { context: ., target: serve }')}  last:
    image: nvidia/cuda:11.8.0-cudnn8-runtime-ubuntu22.04
    command: nvidia-smi
  typed:
    image: nvidia/cuda:cudnn-
`,
  Dockerfile: dockerfile(500),
}

const C = 'compose.yml'
const D = 'Dockerfile'
const at = (name, words, behind = 0) => ({ name, words, behind })
const request = (what, method, place, more = {}, settled = true) => ({ what, method, place, more, settled })
const doc = (what, method, name, more = {}) => request(what, method, at(name), more)
const text = (name) => `textDocument/${name}`
const ours = (name) => `gpuCompose/${name}`
const actions = (what, place, only) =>
  request(what, text('codeAction'), place, { range: true, context: { diagnostics: [], ...(only && { only }) } })

/** Completion comes in a text that nobody has parsed yet; an editor asks the rest when the findings are there. */
const asked = [
  request('completion behind nvidia/cuda:', text('completion'), at(C, 'nvidia/cuda:cudnn-', 12), {}, false),
  request('completion of cudnn-', text('completion'), at(C, 'nvidia/cuda:cudnn-', 18), {}, false),
  request('hover on an image', text('hover'), at(C, 'cuda12.4')),
  request('hover on a request', text('hover'), at(C, 'device_ids')),
  request('hover on a pin', text('hover'), at(D, 'onnxruntime-gpu')),
  doc('inlay hints', text('inlayHint'), C, { range: 'all' }),
  doc('code lenses', text('codeLens'), C),
  doc('code lenses of a Dockerfile', text('codeLens'), D),
  doc('document links', text('documentLink'), C),
  doc('document links of a Dockerfile', text('documentLink'), D),
  request('definition of a target', text('definition'), at(C, 'serve }')),
  request('definition of a stage', text('definition'), at(D, 's1 /build')),
  request('references of a stage', text('references'), at(D, 'AS s1', 4), { context: { includeDeclaration: true } }),
  request('prepared renaming of a stage', text('prepareRename'), at(D, 'AS s1', 4)),
  request('renaming of a stage', text('rename'), at(D, 'AS s1', 4), { newName: 'other' }),
  actions('code actions on a name of a service', at(C, 'worker-9:')),
  actions('code actions on a request', at(C, 'device_ids')),
  actions('code actions on a service without a GPU', at(C, 'last:')),
  actions('code actions on an image with findings', at(C, 'nvidia/cuda:11.8.0')),
  actions('code actions on a FROM', at(D, 'debian:12')),
  actions('code actions on a FROM whose stage loads CUDA', at(D, 'python:3.12')),
  { ...actions('edit of a change to a stage that loads CUDA', at(D, 'python:3.12')), resolves: true },
  actions('fix all', at(C, 'services'), ['source.fixAll.gpuCompose']),
  request('the other forms of a request', ours('changes'), at(C, 'worker-9:')),
  request('a service as docker run', ours('dockerRun'), at(C, 'worker-9:')),
  doc('services that may get a GPU', ours('gpuServices'), C),
  doc('ways to give a GPU', ours('gpuWays'), C, { service: 'last', gpus: 'all' }),
  doc('edit that gives a GPU', ours('giveGpu'), C, { service: 'last', gpus: 'all', wiring: 'deploy' }),
]

/** @param row takes what was measured, its value and its budget */
export async function requests(root, work, row) {
  const editor = new Editor(root, work)
  await editor.start()
  for (const one of asked) row(`${one.what}, p95 in 500 lines`, p95(await timesOf(one, editor)), BUDGET, 'ms')
  editor.stop()
}

const p95 = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]

async function timesOf({ what, method, place, more, settled, resolves }, editor) {
  const times = []
  for (let turn = 0; turn < TURNS; turn++) {
    await editor.type(place.name, turn, settled)
    const action = resolves && (await editor.ask(method, place, more))[0]
    const started = editor.serverTime()
    const answer = await (action ? editor.resolve(action) : editor.ask(method, place, more))
    times.push(editor.serverTime() - started)
    if (isEmpty(answer) && !quiet.has(what)) throw new Error(`${what}: nothing came`)
  }
  return times.slice(WARM)
}

/** Where an editor asks, as it does at every move of the cursor, and nothing is to be offered. */
const quiet = new Set(['code actions on a name of a service', 'code actions on a FROM'])

const isEmpty = (answer) => !answer || (answer.items ?? (answer.edit ?? answer).documentChanges ?? answer).length === 0

class Editor {
  #versions = new Map()
  #texts = new Map()
  #shown = new Set()
  #waiting = () => {}

  constructor(root, work) {
    this.folder = path.join(work, 'requests')
    this.server = spawn(process.execPath, [path.join(root, 'dist/vscode/server.js'), '--stdio'])
    this.connection = createMessageConnection(this.server.stdout, this.server.stdin)
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, version }) => {
      this.#shown.add(`${uri} ${version}`)
      this.#waiting()
    })
    this.connection.listen()
  }

  async start() {
    fs.mkdirSync(this.folder, { recursive: true })
    const codeAction = { dataSupport: true, resolveSupport: { properties: ['edit'] } }
    const workspace = { workspaceEdit: { documentChanges: true } }
    const capabilities = { window: { showDocument: { support: true } }, workspace, textDocument: { codeAction } }
    const workspaceFolders = [{ name: 'bench', uri: pathToFileURL(this.folder).href }]
    await this.connection.sendRequest('initialize', { processId: process.pid, workspaceFolders, capabilities })
    await this.connection.sendNotification('initialized', {})
    for (const [name, whole] of Object.entries(texts)) {
      fs.writeFileSync(path.join(this.folder, name), whole)
      this.#versions.set(name, 1)
      this.#texts.set(name, whole)
      const textDocument = { uri: this.#uri(name), languageId: 'plaintext', version: 1, text: whole }
      await this.connection.sendNotification('textDocument/didOpen', { textDocument })
    }
    for (const name of Object.keys(texts)) await this.#settled(name)
  }

  stop() {
    this.connection.dispose()
    this.server.kill()
  }

  /** Milliseconds that the server worked, whatever else the machine does; by the clock where a system does not tell. */
  serverTime() {
    const file = `/proc/${this.server.pid}/schedstat`
    return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8').split(' ')[0]) / 1e6 : performance.now()
  }

  /** A key is pressed, in a comment at the end. */
  async type(name, turn, settled) {
    const version = this.#versions.get(name) + 1
    this.#versions.set(name, version)
    this.#texts.set(name, `${texts[name]}# ${'x'.repeat(turn)}\n`)
    const contentChanges = [{ text: this.#texts.get(name) }]
    const textDocument = { uri: this.#uri(name), version }
    await this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges })
    if (settled) await this.#settled(name)
  }

  ask(method, { name, words = '', behind = 0 }, { range, ...more }) {
    const all = this.#texts.get(name)
    const position = positionOf(all, all.lastIndexOf(words) + behind)
    const whole = range === 'all' && { start: { line: 0, character: 0 }, end: positionOf(all, all.length) }
    return this.connection.sendRequest(method, {
      textDocument: { uri: this.#uri(name) },
      position,
      ...(range && { range: whole || { start: position, end: position } }),
      ...more,
    })
  }

  resolve(action) {
    return this.connection.sendRequest('codeAction/resolve', action)
  }

  #uri(name) {
    return pathToFileURL(path.join(this.folder, name)).href
  }

  async #settled(name) {
    const wanted = `${this.#uri(name)} ${this.#versions.get(name)}`
    while (!this.#shown.has(wanted)) await new Promise((next) => (this.#waiting = next))
  }
}

function positionOf(all, offset) {
  const before = all.slice(0, offset).split('\n')
  return { line: before.length - 1, character: before.at(-1).length }
}
