import type { Facts, TritonRelease } from '../facts'
import { withoutGpu } from './support/no-gpu'
import { buildOf } from './triton/builds'
import { composedOf, SCRIPT } from './triton/composed'
import { parts } from './triton/parts'
import { withoutPython, withPython } from './triton/project'
import type { Build, Choice, Framework, Reason, Recipe, Release } from './types'

const framework: Framework = {
  id: 'triton',
  title: 'NVIDIA Triton',
  modes: ['serve'],
  vendors: ['nvidia'],
  // popular-images: it starts without a GPU and serves CPU models.
  cpu: true,
  table: 'triton',
  refused,
  imageUser: { other: () => ({ id: '1000:1000', because: USER }), none: '' },
  parts,
  releases: (facts) => facts.tritonReleases().flatMap(releaseOf).reverse(),
  recipe,
}
export default framework

/** `tritonserver` and the paths under /v2 are from here on. */
const FIRST = '20.06'

const serves = ({ release }: TritonRelease): boolean => release >= FIRST

/** Without its CUDA, nothing says which driver a release needs. */
const releaseOf = (row: TritonRelease): readonly Release[] =>
  serves(row) && row.cuda ? [{ version: row.release, builds: [buildOf(row, row.cuda)], pythons: [] }] : []

function refused(version: string, facts: Facts): string | undefined {
  const row = facts.triton(version)
  if (!row) return undefined
  return serves(row)
    ? `Which CUDA and driver Triton ${row.release} needs is not in the facts (${facts.freshness('triton').retrieved}): its release notes were not found.`
    : `gpu-compose writes projects from Triton ${FIRST} on, and not for ${row.release}.`
}

/** docs/customization_guide/deploy.md @e1db8a60; Dockerfile @v2.0.0 and build.py of every release since make it with these numbers. */
const USER =
  'triton-server, whom the image has for this (docs/customization_guide/deploy.md of Triton); the models must be readable by it'

function recipe(choice: Choice): Recipe {
  const { release, build, facts, backends } = choice
  const row = facts.triton(release.version)
  const composed = composedOf(choice)
  const part = composed && !backends.includes('python') ? withoutPython : withPython
  return {
    ...(composed ? { image: composed.image, madeBy: SCRIPT } : build.image && { image: build.image }),
    command: ['tritonserver', '--model-repository=/models'],
    environment: withoutGpu(choice),
    ports: ['8000:8000', '8001:8001', '127.0.0.1:8002:8002'],
    http: ['8000', '8002'],
    restart: 'unless-stopped',
    ...part,
    files: [...(composed ? [{ path: SCRIPT, text: composed.script }] : []), ...part.files],
    reasons: [...reasons(build, row, facts, composed?.reason), ...part.reasons],
    notes: [...part.notes, ...(composed ? [composed.note] : composeWords(release.version, facts))],
  }
}

function reasons(
  { image = '', driver }: Build,
  row: TritonRelease | undefined,
  facts: Facts,
  composed: Reason | undefined,
): readonly Reason[] {
  const fact = { table: 'triton', retrieved: facts.freshness('triton').retrieved } as const
  const older = row?.dataCenter ? `; data-centre GPUs take the branches ${row.dataCenter} too` : ''
  const branch: Reason = {
    choice: 'Driver',
    value: `${driver?.branch} or later`,
    because: `the release notes ask for it${older}`,
    fact,
    in: ['request', 'readme'],
  }
  const ofRelease: Reason = {
    choice: 'Image',
    value: image,
    because: `Triton ${row?.triton} with the backends of the release`,
    fact,
    in: ['compose', 'readme'],
  }
  return [
    composed ?? ofRelease,
    ...(driver ? [branch] : []),
    {
      choice: 'Ports',
      value: '8000, 8001, 8002',
      because: 'HTTP, gRPC and metrics; the metrics are open to this machine alone',
      fact,
      in: ['compose', 'readme'],
    },
  ]
}

function composeWords(release: string, facts: Facts): readonly string[] {
  if (!facts.tritonParts(release)) return []
  return [
    `The image holds every backend of the release: \`docker compose exec SERVICE ls /opt/tritonserver/backends\`. \`gpu-compose new triton==${release} --backends python,onnxruntime\` writes the project for an image with these alone, which Triton's own \`compose.py\` puts together. vLLM and TensorRT-LLM have images of their own and cannot be composed.`,
  ]
}
