/** Frameworks of the image table whose servers load a model before they answer. */
const SERVERS: ReadonlySet<string> = new Set(['vllm', 'text-generation-inference', 'triton', 'lmdeploy'])

export const isModelServer = (framework: string | undefined): boolean => SERVERS.has(framework ?? '')

/** Seconds; less is too little for a model of some gigabytes from a disk, let alone a download. */
export const ENOUGH_TO_LOAD = 120

/** A check that only asks whether the GPU or a process is there. */
export const ASKS_NO_MODEL = /\bNONE\b|nvidia-smi|\bpgrep\b/

/** Triton that is told to load nothing by itself answers at once. */
export const loadsNothing = (text: string): boolean =>
  /--model-control-mode\W+explicit/.test(text) && !text.includes('--load-model')
