import type { DevcontainerDocument } from '../../documents/devcontainer/types'
import { asMap, asSeq } from '../../documents/tree'
import type { Op } from '../../edits/ops'
import { isPodman } from '../../host/engine'
import { defineRule, type RuleFix } from '../../lint/rule'
import { readGpusFlag } from '../support/gpus-flag'
import { type GpusArgument, gpusArguments } from '../support/run-args'

export default defineRule({
  meta: {
    id: 'devcontainer/devcontainer-gpu-hard',
    kind: 'devcontainer',
    severity: 'info',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['--gpu'],
    summary: 'A dev container asks for GPUs where the host has them.',
    why: '--gpus in runArgs is a demand: on a laptop or in Codespaces without an NVIDIA GPU the container does not start.',
    messages: {
      hard: '--gpus all in runArgs is a demand: on a host without an NVIDIA GPU Docker stops with "could not select device driver", and the dev container does not open. Where such hosts shall open it too, write "hostRequirements": { "gpu": "optional" } instead, which adds --gpus all where the NVIDIA runtime is found.',
    },
    sources: [
      'devcontainers/cli#173',
      'devcontainers/spec docs/specs/gpu-host-requirement.md',
      'timothygrant80/cisTEM#472',
    ],
    notes: [
      'Only a hint: a team that has GPUs everywhere needs no change. The tools look for the nvidia runtime in docker info, so a host with CDI alone is not found. Silent where hostRequirements.gpu is written, and on requests for single GPUs.',
    ],
  },
  *check(document, { target }) {
    if (document.gpu || document.dockerComposeFiles.length > 0 || isPodman(target)) return
    const [argument, ...more] = gpusArguments(document)
    if (!argument || more.length > 0 || !asksForAll(argument)) return
    yield { message: 'hard', at: argument.flag.node, fixes: soften(document, argument) }
  },
})

function asksForAll({ name, joined, value }: GpusArgument): boolean {
  if (name !== '--gpus' || joined || value === undefined) return false
  const flag = readGpusFlag(value)
  return flag.kind === 'request' && flag.count === 'all' && !flag.capabilities
}

function soften({ root, runArgs }: DevcontainerDocument, { flag, item }: GpusArgument): readonly RuleFix[] {
  const seq = asSeq(flag.node.parent)
  const requirements = root?.entry('hostRequirements')
  const map = asMap(requirements?.value)
  if (!root || !seq || (requirements && !map)) return []
  // The runtime is a demand of its own; --gpus all works without it.
  const runtimes = runArgs.flatMap(({ raw, node }, at) =>
    raw === '--runtime=nvidia'
      ? [node]
      : raw === '--runtime' && runArgs[at + 1]?.raw === 'nvidia'
        ? [node, runArgs[at + 1]?.node ?? node]
        : [],
  )
  const removed = [...new Set([flag.node, item?.node ?? flag.node, ...runtimes])]
  const add: Op = map
    ? { op: 'insert', map, key: 'gpu', value: 'optional' }
    : { op: 'insert', map: root, key: 'hostRequirements', value: { gpu: 'optional' } }
  const ops: readonly Op[] = [...removed.map((one) => ({ op: 'remove-item', seq, item: one }) as const), add]
  return [{ title: 'Ask for a GPU where there is one', ops }]
}
