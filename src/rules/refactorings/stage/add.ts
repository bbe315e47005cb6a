import type { DockerfileDocument, Instruction, Stage } from '../../../documents/dockerfile/types'
import { isPlatform } from '../../../host/platform'
import type { RuleContext } from '../../../lint/rule'
import { cudaCopies } from '../../support/cuda-copies'
import { addsCuda } from '../../support/cuda-libraries'
import { callsNvcc } from '../../support/nvcc'
import { shippedStages } from '../../support/shipped-stages'
import { type PlainBase, plainBase } from './base'
import { copyChange } from './copy'
import { chooseImage } from './images'
import { wantsOf } from './need'
import { type CudaWish, isNothing, type Nothing, present, refusal, type StageChange } from './outcome'

/** "Add CUDA libraries to this stage": what does it; else why nothing is done. */
export function addCuda(stage: Stage, context: RuleContext, wish: CudaWish = {}): StageChange | Nothing {
  const { document, facts } = context
  const base = plainBase(stage, facts)
  if (isNothing(base)) return base
  const obstacle = obstacleIn(stage, document as DockerfileDocument, context)
  if (obstacle) return obstacle
  const wants = wantsOf(stage, context)
  if (isNothing(wants)) return wants
  const image = chooseImage(wants, { kind: 'runtime', systems: systemsFor(base) }, wish, context)
  return isNothing(image) ? image : copyChange(stage, image, document as DockerfileDocument)
}

const USUAL = ['ubuntu22.04', 'ubuntu20.04', 'ubuntu24.04', 'ubuntu18.04']

const systemsFor = ({ ubuntu }: PlainBase): readonly string[] => [...(ubuntu ? [ubuntu] : []), ...USUAL]

function obstacleIn(stage: Stage, document: DockerfileDocument, context: RuleContext): Nothing | undefined {
  if (cudaCopies(stage, context.facts).length > 0) return present('it copies CUDA out of an nvidia/cuda image already.')
  if (document.foreign) return refusal('the file is for another frontend than that of Docker.')
  if (isPlatform(context.target, 'jetson'))
    return refusal('a Jetson has CUDA images of its own (nvcr.io/nvidia/l4t-…).')
  if (!shippedStages(document).has(stage))
    return refusal('other stages only copy from it: add CUDA where the program runs.')
  if (built(stage, document).some(addsCuda))
    return refusal('what is copied or installed may bring CUDA libraries already.')
  if (callsNvcc(stage)) return refusal('it compiles CUDA code, and the libraries alone bring no compiler.')
  const before = stage.parent?.lineage ?? []
  if (before.some(({ keyword }) => keyword === 'USER' || keyword === 'SHELL'))
    return refusal('the stage under it sets USER or SHELL, and ldconfig needs root: add CUDA there.')
  return document.instructions.some(namesByNumber)
    ? refusal('it names stages by number, which a new stage would shift.')
    : undefined
}

/** The stage and those that stand on it. */
const built = (stage: Stage, { stages }: DockerfileDocument): readonly Stage[] =>
  stages.filter((one) => {
    for (let at: Stage | undefined = one; at; at = at.parent) if (at === stage) return true
    return false
  })

const namesByNumber = (instruction: Instruction): boolean =>
  ('from' in instruction && /^\d+$/.test(instruction.from?.value ?? '')) ||
  ('mounts' in instruction && instruction.mounts.some(({ from }) => /^\d+$/.test(from ?? '')))
