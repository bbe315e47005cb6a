/** Where the image of a model server keeps the models that it downloads, and the options that name one. */
const SERVERS = [
  {
    image: /^(?:docker\.io\/)?vllm\/vllm-openai(?::|@|$)/,
    cache: '/root/.cache/huggingface',
    option: /--model[= ]+(\S+)|^\s*(?:serve\s+)?([\w.-]+\/[\w.-]+)/,
  },
  {
    image: /^(?:docker\.io\/)?lmsysorg\/sglang(?::|@|$)/,
    cache: '/root/.cache/huggingface',
    option: /--model-path[= ]+(\S+)/,
  },
  {
    image: /^ghcr\.io\/huggingface\/text-generation-inference(?::|@|$)/,
    cache: '/data',
    option: /--model-id[= ]+(\S+)/,
  },
] as const

const MOVES =
  /^(?:HF_HOME|HF_HUB_CACHE|HUGGINGFACE_HUB_CACHE|TRANSFORMERS_CACHE|XDG_CACHE_HOME|HOME|VLLM_USE_MODELSCOPE|SGLANG_USE_MODELSCOPE)$/

export interface Download {
  /** A name of the Hugging Face hub (`org/name`). */
  readonly model: string
  readonly cache: string
}

interface Variable {
  readonly name: string
  readonly value: string | undefined
}

/** The model that a server downloads and where to; undefined for a folder, for a cache elsewhere and for what is not known. */
export function downloadOf(image: string, command: string, variables: readonly Variable[]): Download | undefined {
  const server = SERVERS.find((one) => one.image.test(image))
  if (
    !server ||
    variables.some(({ name }) => MOVES.test(name)) ||
    /--download-dir|--huggingface-hub-cache/.test(command)
  )
    return undefined
  const match = server.option.exec(command)
  const named = match?.[1] ?? match?.[2] ?? variables.find(({ name }) => name === 'MODEL_ID')?.value
  const model = named?.replace(/^["']|["']$/g, '')
  return model && /^[\w-][\w.-]*\/[\w.-]+$/.test(model) ? { model, cache: server.cache } : undefined
}
