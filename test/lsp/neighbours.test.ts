import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Diagnostic } from 'vscode-languageserver'
import { Editor } from './support/client'
import { composeTools, dockerfileTools, type Neighbour, Pair, redHatYaml } from './support/neighbours'

const request = (lines: string): string =>
  `services:
  a:
    image: nvidia/cuda:12.4.1-base-ubuntu22.04
    deploy:
      resources:
        reservations:
          devices:
${lines}`

/** What the schema of Compose refuses. */
const refused: Readonly<Record<string, string>> = {
  'an unknown key': 'services:\n  a:\n    image: x\n    comand: y\n',
  'a wrong type': 'services:\n  a:\n    image: x\n    ports: 8000\n',
  'no list of capabilities': request('            - { count: 1, capabilities: gpu }\n'),
  'capabilities that are missing': request('            - count: 1\n'),
  'an id without quotes': request('            - { device_ids: [0], capabilities: [gpu] }\n'),
  'a driver and a count that are still to be written': request(
    '            - driver: \n              count: \n              capabilities: [gpu]\n',
  ),
  'another word than all': 'services:\n  a:\n    image: x\n    gpus: al\n',
  'a request under limits': 'services:\n  a:\n    image: x\n    deploy: { resources: { limits: { devices: [] } } }\n',
  'a request outside deploy': 'services:\n  a:\n    image: x\n    reservations: { devices: [] }\n',
}

/** What no schema knows, tags, broken text, and places where something is still to be written. */
const composes: Readonly<Record<string, string>> = {
  'what only the facts know':
    'version: "3"\nservices:\n  a:\n    image: nvidia/cuda:latest\n    gpus: all\n    runtime: nvidia\n',
  'a count that is no number': request('            - { count: one, capabilities: [gpu] }\n'),
  'tags and a key written twice':
    'services:\n  a:\n    image: x\n    ports: !reset []\n    command: !override [a]\n    pid: host\n    pid: host\n',
  'broken text': 'services:\n  a:\n    image: nvidia/cuda:latest\n   gpus: all\n',
  'values to be written': 'services:\n  a:\n    gpus: \n    runtime: \n    devices:\n      - \n',
  'a request to be written': request('            - driver: \n              count: \n              capabilities: []\n'),
  'variables to be written':
    'services:\n  a:\n    image: x\n    environment:\n      NVIDIA_VISIBLE_DEVICES: all\n      NVIDIA_DRIVER_CAPABILITIES: compute\n',
}

const dockerfiles: Readonly<Record<string, string>> = {
  'old and new mistakes':
    'from nvidia/cuda:latest AS a\nMAINTAINER me\nRUNN x\nEXPOSE abc\nFROM nvidia/cuda:12.4.1-base-ubuntu22.04 AS a\nENV NVIDIA_VISIBLE_DEVICES=all\nCOPY --from=a /x /y\nCMD ["a"]\nCMD ["b"]\n',
  variables:
    'ARG CUDA=12.4.1\nFROM nvidia/cuda:${CUDA}-base-ubuntu22.04\nRUN pip install torch==\nENV NVIDIA_DRIVER_CAPABILITIES=\n',
  'broken text': 'FROM\nADD\nSTOPSIGNAL FOO\nHEALTHCHECK\n',
}

const isBefore = (a: Diagnostic['range']['end'], b: Diagnostic['range']['start']) =>
  a.line < b.line || (a.line === b.line && a.character < b.character)

/** Two findings that touch speak of the same thing. */
const touch = ({ range: a }: Diagnostic, { range: b }: Diagnostic) =>
  !isBefore(a.end, b.start) && !isBefore(b.end, a.start)

const codes = (findings: readonly Diagnostic[]): readonly string[] => findings.map(({ code }) => String(code))

function beside(
  neighbour: Neighbour,
  name: (n: number) => string,
  texts: Readonly<Record<string, string>>,
): () => Pair {
  let pair: Pair | undefined
  const there = () => pair as Pair
  let spoken = 0
  beforeAll(async () => {
    pair = await Pair.start(neighbour)
  })
  afterAll(async () => {
    await pair?.stop()
    // A server that says nothing repeats nothing.
    expect(spoken).toBeGreaterThan(10)
  })
  it.each(Object.entries(texts).map(([title, text], n) => ({ title, text, n })))('$title', async ({ text, n }) => {
    const { theirs, ours } = await there().about(name(n), text)
    const repeated = ours.findings.filter((one) => theirs.findings.some((other) => touch(one, other)))
    expect(codes(repeated)).toEqual([])
    expect(ours.hovers.filter((line) => theirs.hovers.includes(line))).toEqual([])
    expect(ours.proposals.filter((label) => theirs.proposals.includes(label))).toEqual([])
    spoken += theirs.findings.length + theirs.hovers.length + theirs.proposals.length
  })
  return there
}

const POD = `apiVersion: v1
kind: Pod
metadata: { name: job }
spec:
  containers:
    - name: job
      image: nvidia/cuda:12.4.1-base-ubuntu22.04
      resources:
        limits: [nvidia.com/gpu]
`

const asCompose = (n: number) => `compose.${n}.yaml`

describe('beside the server of Red Hat YAML nothing is said, proposed or explained twice', () => {
  const pair = beside(redHatYaml, asCompose, { ...refused, ...composes })

  it.each(Object.entries(refused))('it says itself what the schema refuses: %s', async (title, text) => {
    const { theirs, ours } = await pair().about(`compose.${title.replaceAll(' ', '-')}.yaml`, text)
    expect(theirs.findings.length).toBeGreaterThan(0)
    expect(codes(ours.findings).filter((code) => code !== 'compose/gpu-image-without-gpu-request')).toEqual([])
  })

  it('it says nothing of a pod, so that we do', async () => {
    const { theirs, ours } = await pair().about('pod.yaml', POD)
    expect(theirs.findings).toEqual([])
    expect(codes(ours.findings)).toContain('kubernetes/schema')
  })

  it('the repairs of what it says are offered all the same', async () => {
    const text = refused['another word than all'] as string
    const document = await pair().ours.open('compose.repair.yaml', text)
    const line = { line: 3, character: 12 }
    const actions = await document.actions({ start: line, end: line })
    expect(actions.map(({ title }) => title)).toContain('Write all')
  })
})

describe('beside the Compose server of Container Tools nothing is said, proposed or explained twice', () => {
  const pair = beside(composeTools, asCompose, composes)

  it.each(Object.entries(refused))('it leaves the schema to us: %s', async (title, text) => {
    const { theirs, ours } = await pair().about(`compose.${title.replaceAll(' ', '-')}.yaml`, text)
    expect(theirs.findings).toEqual([])
    expect(ours.findings.length).toBeGreaterThan(0)
  })
})

describe('beside the Dockerfile server of Container Tools nothing is said, proposed or explained twice', () => {
  beside(dockerfileTools, (n) => `${n}.Dockerfile`, dockerfiles)
})

/** Its server is written in Go and comes from no registry of packages: what is known of it stands in `neighbours.ts`. */
describe('with Docker DX, by its id', () => {
  it('broken text is left to it, the schema is not', async () => {
    const editor = await Editor.start({ initializationOptions: { neighbours: ['docker.docker'] } })
    const broken = await editor.open('compose.yaml', composes['broken text'] as string)
    const { diagnostics } = await editor.until(broken.uri, () => true, 'findings')
    expect(codes(diagnostics)).not.toContain('syntax')
    await (await editor.open('compose.a.yaml', refused['an unknown key'] as string)).shows('compose/schema')
    await editor.stop()
  })
})
