// What makes the engine see two NVIDIA GPUs on a machine that has none.
import fs from 'node:fs'
import path from 'node:path'

/**
 * The engine registers its device driver "nvidia" where it finds this program on its PATH, and calls it for every
 * container with a request. What the container gets of it is only what the engine itself sets.
 */
const HOOK = '#!/bin/sh\ncat >/dev/null\nexit 0\n'

const node = (index) => ({ path: `/dev/nvidia${index}`, hostPath: '/dev/null' })
const device = (name, ...indexes) => ({
  name,
  containerEdits: { env: indexes.map((index) => `SIMULATED_GPU_${index}=1`), deviceNodes: indexes.map(node) },
})

/** CDI devices with which a container gets nodes and variables that can be looked at. */
const SPEC = {
  cdiVersion: '0.6.0',
  kind: 'nvidia.com/gpu',
  devices: [device('0', 0), device('1', 1), device('all', 0, 1)],
}

/** @returns a folder for the engine's PATH and one for its option --cdi-spec-dir */
export function simulateGpus(home) {
  const [hooks, cdi] = ['hooks', 'cdi'].map((name) => path.join(home, name))
  for (const folder of [hooks, cdi]) fs.mkdirSync(folder)
  fs.writeFileSync(path.join(hooks, 'nvidia-container-runtime-hook'), HOOK, { mode: 0o755 })
  fs.writeFileSync(path.join(cdi, 'nvidia.json'), JSON.stringify(SPEC))
  return { hooks, cdi }
}
