import { frameworks } from '../../frameworks'
import type { Framework } from '../../frameworks/types'
import type { Plan } from '../plan'
import type { Words } from './topic'
import { releaseWords } from './words'

/**
 * What a new user most likely comes with first: models of one's own, then servers of language models, then the rest.
 * A judgement, not a figure, and no alphabet. A framework that is missing here comes last, with its modes.
 */
const PURPOSES: Readonly<Record<string, string>> = {
  pytorch: 'a model of your own: server, training or notebook',
  vllm: 'a language model behind an API like that of OpenAI',
  ollama: 'language models that are pulled by name',
  'llama.cpp': 'a language model from a GGUF file',
  tensorflow: 'a model of your own: server or training',
  jupyter: 'a notebook for packages of your own',
  triton: 'many models of several frameworks behind one server',
  onnxruntime: 'a server for a model in the ONNX format',
  jax: 'a model of your own: training or notebook',
  bentoml: 'a service around a model of your own',
  cuda: 'a program of your own in CUDA C++',
  'own-image': 'an image that is built already',
  tgi: 'a language model; no longer developed, vLLM is',
}

const place = ({ id }: Framework): number => [...Object.keys(PURPOSES), id].indexOf(id)

export const frameworksInOrder: readonly Framework[] = [...frameworks].sort((a, b) => place(a) - place(b))

export function frameworkWords(plan: Plan): Words {
  const { id, title } = plan.framework
  const modes = frameworks.find((one) => one.id === id)?.modes ?? []
  return { label: title, description: `${PURPOSES[id] ?? modes.join(', ')}; ${releaseWords(plan)}` }
}
