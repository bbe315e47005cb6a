import type { RuleContext } from '../../lint/rule'
import type { Proposal } from './item'
import { indexes } from './variables'

export const cdiNames = ({ target }: RuleContext): readonly Proposal[] => [
  { label: 'nvidia.com/gpu=all', detail: 'every GPU, through CDI' },
  ...indexes(target).map(({ label, detail }) => ({
    label: `nvidia.com/gpu=${label}`,
    detail: [detail, 'through CDI'].filter(Boolean).join(', '),
  })),
]

/** Nodes whose names have no wildcard; those of the GPUs by the target. */
export function deviceNodes({ facts, target }: RuleContext): readonly Proposal[] {
  const { nvidia, amd, wsl2 } = facts.composeGpu().deviceNodes
  return [
    ...indexes(target).map(({ label, detail = 'a GPU' }) => ({ label: `/dev/nvidia${label}`, detail })),
    ...fixed(nvidia, "of NVIDIA's driver"),
    ...fixed(amd, "of AMD's driver"),
    ...fixed(wsl2, 'the GPUs of Windows, in WSL2'),
  ]
}

const fixed = (paths: readonly string[], detail: string): readonly Proposal[] =>
  paths.filter((path) => /^\/dev\/[\w/-]+$/.test(path)).map((label) => ({ label, detail }))
