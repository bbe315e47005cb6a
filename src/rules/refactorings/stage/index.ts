import type { DockerfileDocument } from '../../../documents/dockerfile/types'
import type { RuleContext } from '../../../lint/rule'
import type { Span } from '../../../text'
import { mayInstall } from '../../support/python-packages'
import { onSameLine } from '../place'
import { addCuda } from './add'
import { moveStage } from './move'
import { isNothing, type StageChange } from './outcome'

/** What gives a stage the CUDA that its packages load; on the line of its FROM, and only where it is sure. */
export function stageChanges(document: DockerfileDocument, at: Span, context: RuleContext): readonly StageChange[] {
  const stage = document.stages.find(({ from }) => onSameLine(from.span, at, document.file))
  return stage && mayInstall(document, LOAD_CUDA)
    ? [addCuda(stage, context), moveStage(stage, context)].filter(isChange)
    : []
}

/** Editors ask often: other files have nothing that tells which CUDA they need. */
const LOAD_CUDA = /onnxruntime|tensorflow|torch/i

const isChange = (outcome: object): outcome is StageChange => !isNothing(outcome)
