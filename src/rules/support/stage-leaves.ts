import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'

/** The stages that become an image: the last, and those that nothing builds on or copies from (targets of their own). */
export const leavesOf = ({ stages }: DockerfileDocument): readonly Stage[] =>
  stages.filter(({ final, used }) => final || !used)
