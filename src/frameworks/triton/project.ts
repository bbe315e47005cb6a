import type { Recipe } from '../types'
import { config, gpuCheck, gpuCheckScript, model } from './programs'

/** What of a project rests on the programs that its image has. */
type Part = Pick<Recipe, 'shmSize'> &
  Required<Pick<Recipe, 'mounts' | 'health' | 'files' | 'probe' | 'reasons' | 'notes'>>

const READY = 'http://127.0.0.1:8000/v2/health/ready'
const REPOSITORY = './models:/models:ro'
const START = 300

export const withPython: Part = {
  mounts: [REPOSITORY, './gpu_check.py:/opt/gpu_check.py:ro'],
  shmSize: '1gb',
  health: {
    test: ['python3', '-c', `import urllib.request; urllib.request.urlopen("${READY}", timeout=4)`],
    startPeriod: START,
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
  reasons: [
    {
      choice: 'Shared memory',
      value: '1gb',
      because:
        'the Python backend passes its tensors through /dev/shm, and the 64 MB of Docker are too few (triton-inference-server/server#6195)',
      in: ['compose', 'readme'],
    },
  ],
  notes: [
    'Put your models beside `models/sum`, each in a folder of its own: `NAME/config.pbtxt` and `NAME/1/…`. Triton reads them when it starts.',
    `Try it: \`curl -s localhost:8000/v2/models/sum/infer -d '{"inputs": [{"name": "INPUT", "shape": [1, 3], "datatype": "FP32", "data": [1, 2, 3]}]}'\` answers 6.`,
  ],
}

/** Python comes with its backend alone; curl is in every image that compose.py makes (build.py @r22.05 to r26.08). */
export const withoutPython: Part = {
  mounts: [REPOSITORY, './gpu_check.sh:/opt/gpu_check.sh:ro'],
  health: { test: ['curl', '-fsS', '--max-time', '4', READY], startPeriod: START },
  files: [{ path: 'models/README.md', text: 'A folder for each model: `NAME/config.pbtxt` and `NAME/1/…`.\n' }],
  probe: {
    file: { path: 'gpu_check.sh', text: gpuCheckScript },
    command: ['sh', '/opt/gpu_check.sh'],
    how: 'exec',
  },
  reasons: [],
  notes: [
    'Put your models into `models`, each in a folder of its own: `NAME/config.pbtxt` and `NAME/1/…`. Triton reads them when it starts.',
  ],
}
