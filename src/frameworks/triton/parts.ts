import type { Facts } from '../../facts'
import { nearest } from '../../text'
import { type Workload, without } from '../../workload'
import type { Parts, Refusal } from '../types'

type Kind = 'backends' | 'repoagents'

const WORDS: Readonly<Record<Kind, string>> = { backends: 'backend', repoagents: 'repository agent' }

/** What compose.py of a release copies into an image of its own. */
export const parts: Parts = {
  backends: (version, facts) => facts.tritonParts(version)?.backends ?? [],
  about: (backend) => ABOUT[backend] ?? 'an example of a backend',
  refusal: (workload, version, facts) =>
    agentsAlone(workload) ??
    tooOld(workload, version, facts) ??
    notThere('backends', workload, version, facts) ??
    notThere('repoagents', workload, version, facts),
}

/** README of triton-inference-server/backend @main: the backends and what they run. */
const ABOUT: Readonly<Record<string, string>> = {
  python: 'models written in Python, as the example is',
  onnxruntime: 'ONNX models',
  tensorrt: 'TensorRT engines',
  pytorch: 'TorchScript models',
  tensorflow: 'SavedModels and GraphDefs of TensorFlow',
  tensorflow1: 'models of TensorFlow 1',
  tensorflow2: 'models of TensorFlow 2',
  openvino: 'OpenVINO models',
  dali: 'pipelines of DALI, which prepare images and sound',
  fil: 'forests of trees: XGBoost, LightGBM, scikit-learn, cuML',
}

const agentsAlone = (workload: Workload): Refusal | undefined =>
  workload.backends?.length
    ? undefined
    : {
        impossible:
          'The image of a release has every repository agent: they are named beside the backends of an image of your own.',
        nearest: without(workload, ['repoagents']),
      }

function tooOld(workload: Workload, version: string, facts: Facts): Refusal | undefined {
  if (facts.tritonParts(version)) return undefined
  const first = facts.tritonComposed
  return {
    impossible: `Images of Triton can be composed from ${first} on: what is older than that, such as ${version}, takes DCGM from a repository with a key that NVIDIA replaced in April 2022.`,
    nearest: { ...workload, version: first },
  }
}

function notThere(kind: Kind, workload: Workload, version: string, facts: Facts): Refusal | undefined {
  const known = facts.tritonParts(version)?.[kind] ?? []
  const wished = workload[kind] ?? []
  const absent = wished.find((one) => !known.includes(one))
  if (absent === undefined) return undefined
  const others = wished.filter((one) => one !== absent)
  const own = OWN[absent]
  if (own)
    return { impossible: own, nearest: others.length ? { ...workload, [kind]: others } : without(workload, [kind]) }
  const near = nearest(absent, known) ?? known.find((one) => one.includes(absent))
  const last = near ? undefined : lastWith(kind, wished, facts)
  const then = near ? ` Did you mean "${near}"?` : last ? ` Triton ${last} is the last known here that has it.` : ''
  return {
    impossible: `The image of Triton ${version} has no ${WORDS[kind]} ${absent}: there are ${known.join(', ')}.${then}`,
    nearest: nearestOf(kind, workload, near ? [...new Set([...others, near])] : last ? undefined : others, last),
  }
}

/** What is no folder of the image, and why. */
const OWN: Readonly<Record<string, string>> = {
  ensemble: 'Ensembles need no backend: the server itself runs them, in every image.',
  vllm: 'The backend vllm has an image of its own (…-vllm-python-py3), and compose.py puts none together with it.',
  tensorrtllm:
    'The backend tensorrtllm has an image of its own (…-trtllm-python-py3), and compose.py puts none together with it.',
}

/** The newest release of which projects are written that has all of them. */
const lastWith = (kind: Kind, wished: readonly string[], facts: Facts): string | undefined =>
  facts
    .tritonReleases()
    .filter(({ release, cuda }) => cuda && wished.every((one) => facts.tritonParts(release)?.[kind].includes(one)))
    .at(-1)?.release

function nearestOf(
  kind: Kind,
  workload: Workload,
  list: readonly string[] | undefined,
  version: string | undefined,
): Workload {
  if (version) return { ...workload, version }
  return list?.length ? { ...workload, [kind]: list } : without(workload, [kind])
}
