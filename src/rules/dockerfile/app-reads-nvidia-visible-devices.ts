import type { Instruction } from '../../documents/dockerfile/types'
import { defineRule } from '../../lint/rule'
import { readsVisible } from '../support/reads-visible'
import { isCommandInstruction, textOf } from '../support/runs'

export default defineRule({
  meta: {
    id: 'dockerfile/app-reads-nvidia-visible-devices',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'none',
    since: '0.1.0',
    needs: ['NVIDIA_VISIBLE_DEVICES'],
    summary: 'A command asks the driver for its GPUs, not NVIDIA_VISIBLE_DEVICES.',
    why: 'In the container the variable may be all, void, UUIDs or indexes of the host: none of them counts or names the GPUs that are there.',
    messages: {
      read: '{keyword} takes {reference} for the indexes of the GPUs. In the container it may be all (the default of nvidia/cuda images), a UUID, an index of the host, or void (through CDI, NVIDIA Container Toolkit 1.18 and later), and the command then fails or counts wrong. Ask the driver: nvidia-smi -L lists the GPUs that are there, numbered from 0.',
    },
    sources: [
      'huggingface/text-generation-inference#3346',
      'selkies-project/docker-selkies-glx-desktop#65',
      'moby/moby#52704',
    ],
    notes: [
      'For CMD, ENTRYPOINT, HEALTHCHECK, and scripts that COPY writes from a heredoc. Silent where the same text speaks of all, none or void, as one that handles them does.',
    ],
  },
  *check({ instructions }) {
    for (const instruction of instructions.filter(runsLater)) {
      const text = textOf(instruction)
      const found = readsVisible(text, '\\$')
      if (!found) continue
      const data = { keyword: instruction.keyword, reference: text.slice(found.start, found.end) }
      const { start } = instruction.span
      yield { message: 'read', data, at: { start: start + found.start, end: start + found.end } }
    }
  },
})

/** CMD and its kind, and a script that the file writes itself (`COPY <<EOF /entry.sh`). */
const runsLater = (instruction: Instruction): boolean =>
  isCommandInstruction(instruction)
    ? instruction.keyword !== 'RUN'
    : /^COPY[^\n]*<<[\s\S]*\n#!/i.test(textOf(instruction))
