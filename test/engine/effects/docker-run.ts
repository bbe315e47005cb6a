import { type Effect, type EffectCase, gpus } from './effect'
import { DEVCONTAINER, SCRIPT } from './observe'

const UTILITY: Effect = { sees: { NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: 'utility' } }
const BOTH: Effect = { sees: { NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: 'compute,utility' } }

/** The arguments of `docker run`, what it does with them, and with those that we write in their place. */
const forms: readonly (readonly [args: readonly string[], claimed: Effect, fixed?: Effect])[] = [
  [['--gpus all'], { stops: /unknown flag: --gpus all/ }, gpus('all')],
  [['--gpu', 'all'], { stops: /unknown flag: --gpu/ }, gpus('all')],
  [['--gpus', 'device=0,1'], { stops: /cannot set both Count and DeviceIDs on device request/ }, gpus('0,1')],
  [['--gpus', 'ALL'], { stops: /invalid count/ }, gpus('all')],
  [['--gpus', 'GPU'], { stops: /invalid count/ }],
  [['--gpus'], { stops: /invalid count/ }, gpus('all')],
  [['--gpus', '"device=0","device=1"'], { stops: /can be specified only once/ }, gpus('0,1')],
  [['--gpus=all,capabilities=gpu,utility'], { stops: /invalid count/ }, BOTH],
  [['--gpus=all,capabilities=utility'], UTILITY, BOTH],
  [['--gpus', '"capabilities=compute,utility"'], gpus('0'), gpus('all')],
  [['--gpus', '0'], gpus('void'), gpus('all')],
  [['--gpus=all', '--gpus=device=1'], gpus('1')],
  [['--gpus=device=nvidia.com/gpu=0'], gpus('nvidia.com/gpu=0')],
  [['--gpus=id=0'], { stops: /unexpected key/ }],
]

const inDevcontainer = forms.map(([args, claimed, fixed]): EffectCase => {
  const text = `{ "image": "stub", "runArgs": ${JSON.stringify(args)} }\n`
  const files = { [DEVCONTAINER]: text }
  return { rule: 'devcontainer/gpus-flag-forms', files, path: DEVCONTAINER, claimed, ...(fixed && { fixed }) }
})

const lines: readonly (readonly [line: string, claimed: Effect, fixed: Effect])[] = [
  ['--gpus device=0,1', { stops: /cannot set both Count and DeviceIDs on device request/ }, gpus('0,1')],
  ['--gpus "device=0,1"', { stops: /cannot set both Count and DeviceIDs on device request/ }, gpus('0,1')],
  ['"--gpus all"', { stops: /unknown flag: --gpus all/ }, gpus('all')],
  ['--gpus all,capabilities=utility', UTILITY, BOTH],
]

const inScripts = lines.map(([line, claimed, fixed]): EffectCase => {
  const files = { [SCRIPT]: `#!/bin/sh\ndocker run --rm --network none ${line} stub env\n` }
  return { rule: 'script/gpus-flag-forms', files, path: SCRIPT, claimed, fixed }
})

/** `--gpus` of `docker run`, in a devcontainer.json and in a shell script. */
export const dockerRun: readonly EffectCase[] = [...inDevcontainer, ...inScripts]
