import type { Facts, TritonRelease } from '../facts'
import { withoutGpu } from './support/no-gpu'
import { buildOf } from './triton/builds'
import { config, gpuCheck, model } from './triton/programs'
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

const HOST = 'http://127.0.0.1:8000'

function recipe(choice: Choice): Recipe {
  const { release, build, facts } = choice
  const row = facts.triton(release.version)
  return {
    ...(build.image && { image: build.image }),
    command: ['tritonserver', '--model-repository=/models'],
    environment: withoutGpu(choice),
    ports: ['8000:8000', '8001:8001', '127.0.0.1:8002:8002'],
    http: ['8000', '8002'],
    mounts: ['./models:/models:ro', './gpu_check.py:/opt/gpu_check.py:ro'],
    shmSize: '1gb',
    restart: 'unless-stopped',
    health: {
      test: ['python3', '-c', `import urllib.request; urllib.request.urlopen("${HOST}/v2/health/ready", timeout=4)`],
      startPeriod: 300,
    },
    files: [
      { path: 'models/sum/config.pbtxt', text: config },
      { path: 'models/sum/1/model.py', text: model },
    ],
    probe: {
      file: { path: 'gpu_check.py', text: gpuCheck },
      command: ['python3', '/opt/gpu_check.py'],
      how: 'exec',
    },
    reasons: reasons(build, row, facts),
    notes: [...NOTES, ...composeWords(release.version)],
  }
}

function reasons({ image = '', driver }: Build, row: TritonRelease | undefined, facts: Facts): readonly Reason[] {
  const fact = { table: 'triton', retrieved: facts.freshness('triton').retrieved } as const
  const older = row?.dataCenter ? `; data-centre GPUs take the branches ${row.dataCenter} too` : ''
  const branch: Reason = {
    choice: 'Driver',
    value: `${driver?.branch} or later`,
    because: `the release notes ask for it${older}`,
    fact,
    in: ['request', 'readme'],
  }
  return [
    {
      choice: 'Image',
      value: image,
      because: `Triton ${row?.triton} with the backends of the release`,
      fact,
      in: ['compose', 'readme'],
    },
    ...(driver ? [branch] : []),
    {
      choice: 'Ports',
      value: '8000, 8001, 8002',
      because: 'HTTP, gRPC and metrics; the metrics are open to this machine alone',
      fact,
      in: ['compose', 'readme'],
    },
    {
      choice: 'Shared memory',
      value: '1gb',
      because:
        'the Python backend passes its tensors through /dev/shm, and the 64 MB of Docker are too few (triton-inference-server/server#6195)',
      in: ['compose', 'readme'],
    },
  ]
}

const NOTES = [
  'Put your models beside `models/sum`, each in a folder of its own: `NAME/config.pbtxt` and `NAME/1/…`. Triton reads them when it starts.',
  `Try it: \`curl -s localhost:8000/v2/models/sum/infer -d '{"inputs": [{"name": "INPUT", "shape": [1, 3], "datatype": "FP32", "data": [1, 2, 3]}]}'\` answers 6.`,
]

/** The first release whose branch has compose.py (triton-inference-server/server @v2.13.0, docs/customization_guide/compose.md @e1db8a60). */
const COMPOSED = '21.08'

function composeWords(release: string): readonly string[] {
  if (release < COMPOSED) return []
  return [
    `The image holds every backend of the release: \`docker compose exec SERVICE ls /opt/tritonserver/backends\`. A smaller one, with those that you name, is put together by Triton's own \`compose.py\` from the images \`${release}-py3-min\` and \`${release}-py3\`; then write \`image: tritonserver-own\` into the compose file. Keep \`python\`, which the example model, the test and the healthcheck need; \`--repoagent checksum\` adds an agent; vLLM and TensorRT-LLM have images of their own and cannot be composed.`,
    [
      '```sh',
      `git clone --depth 1 --branch r${release} https://github.com/triton-inference-server/server.git`,
      'cd server',
      'python3 compose.py --backend python --backend onnxruntime --output-name tritonserver-own',
      '```',
    ].join('\n'),
  ]
}
