import type { DockerfileDocument, Stage } from '../../../documents/dockerfile/types'
import type { CudaImageEntry } from '../../../facts'
import { isPlatform } from '../../../host/platform'
import type { RuleContext } from '../../../lint/rule'
import { addsCuda } from '../../support/cuda-libraries'
import { callsNvcc } from '../../support/nvcc'
import { packagesOf } from '../../support/python-packages'
import { isSystemPython } from '../../support/stage-python'
import { shownPackage } from '../../support/system-cuda'
import { torchWheel } from '../../support/torch-wheel'
import { type PlainBase, plainBase } from './base'
import { chooseImage } from './images'
import { type Want, wantsOf } from './need'
import { type CudaWish, isNothing, type Nothing, refusal, type StageChange } from './outcome'
import { pythonLines } from './python-lines'
import { whyNotMoved } from './unsure'

/** "Move this stage to nvidia/cuda TAG": what does it, with the Python that it had; else why nothing is done. */
export function moveStage(stage: Stage, context: RuleContext, wish: CudaWish = {}): StageChange | Nothing {
  const { document, facts } = context
  const base = plainBase(stage, facts)
  if (isNothing(base)) return base
  const system = systemFor(base)
  if (system === undefined) return refusal(noSystem(base))
  const obstacle = obstacleIn(stage, base, context)
  if (obstacle !== undefined) return refusal(obstacle)
  const compiles = callsNvcc(stage)
  const wants = compiles ? compilerWants(stage, context) : wantsOf(stage, context)
  if (isNothing(wants)) return wants
  const kind = compiles ? 'devel' : 'runtime'
  const image = chooseImage(wants, { kind, systems: [system] }, wish, context)
  return isNothing(image) ? image : moved(stage, base, image, document as DockerfileDocument, compiles)
}

const SYSTEMS = ['ubuntu24.04', 'ubuntu22.04']

/** The system of nvidia/cuda with the same Python as python3, or the very Ubuntu of the stage. */
const systemFor = ({ ubuntu, python }: PlainBase): string | undefined =>
  ubuntu ?? SYSTEMS.find((os) => python !== undefined && isSystemPython(os, python))

const noSystem = ({ image, python }: PlainBase): string =>
  python === undefined
    ? `it is built on ${image}, and nvidia/cuda has no image on Debian.`
    : `it is built on ${image}, and the images of nvidia/cuda have no Python ${python}: Ubuntu 22.04 has 3.10, 24.04 has 3.12.`

function obstacleIn(stage: Stage, base: PlainBase, { document, target, project }: RuleContext): string | undefined {
  const file = document as DockerfileDocument
  const { from, parent } = stage
  if (file.foreign) return 'the file is for another frontend than that of Docker.'
  if (isPlatform(target, 'jetson')) return 'a Jetson has CUDA images of its own (nvcr.io/nvidia/l4t-…).'
  if (parent) return `it stands on another stage: move that one.`
  if (from.image.expanded) return 'the name of its image is put together from variables.'
  if (!/^(?:|linux\/(?:amd64|arm64))$/.test(from.platform?.value ?? ''))
    return `nvidia/cuda has no image for ${from.platform?.raw}.`
  if (addsCuda(stage)) return 'what is copied or installed may bring CUDA libraries already.'
  return base.python === undefined ? undefined : whyNotMoved(stage, base, project.buildersOf(file))
}

/** What is compiled is compiled with the CUDA of the torch that it will run beside. */
function compilerWants(stage: Stage, context: RuleContext): readonly Want[] | Nothing {
  const wheels = packagesOf(stage, context).installed.flatMap((one) => torchWheel(one, context.facts) ?? [])
  const [wheel] = wheels
  if (!wheel) return wantsOf(stage, context)
  if (wheel.cuda === undefined) return refusal(`${shownPackage(wheel.one)} is its build for ${wheel.build}.`)
  return [{ package: shownPackage(wheel.one), cuda: wheel.cuda, exact: true, cudnn: undefined, loads: [] }]
}

function moved(
  stage: Stage,
  { python }: PlainBase,
  { tag, os }: CudaImageEntry,
  document: DockerfileDocument,
  compiles: boolean,
): StageChange {
  const image = `nvidia/cuda:${tag}`
  const { file } = document
  const { from } = stage
  const lines = python === undefined ? [] : pythonLines(stage, os, document, compiles)
  return {
    image,
    title: `Move this stage to ${image}${python === undefined ? '' : ` (keeping Python ${python})`}`,
    ops: [
      { op: 'replace', file, span: from.image.span, text: image },
      { op: 'insert-lines', file, after: from.span, lines },
    ],
  }
}
