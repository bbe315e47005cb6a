/** The server image as NVIDIA publishes it: it holds no models. The images of the SDK hold no server. */
export const isStockTriton = (image: string | undefined): boolean =>
  /^nvcr\.io\/nvidia\/tritonserver(?::(?!\S*-sdk$)\S*)?$/.test(image ?? '')

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba)?sh\s+-l?c\s+(["']?)(.*)\1$/s
const SERVER = /^(?:exec\s+)?(?:\/opt\/tritonserver\/bin\/)?tritonserver(?=\s|$)/

/** The repositories that a plain start of the server names; undefined for anything else, or where a variable is not known. */
export function repositoriesOf(text: string): readonly string[] | undefined {
  const command = text.trim().replace(SHELL, '$2').trim()
  if (!SERVER.test(command) || /[$;&|<>`]|--help|--version/.test(command)) return undefined
  const words = command.split(/\s+/)
  return words.flatMap((word, i) => {
    const [, inline] = /^--(?:model-repository|model-store)(?:=(.*))?$/.exec(word) ?? []
    const value = inline ?? (/^--(?:model-repository|model-store)$/.test(word) ? words[i + 1] : undefined)
    return value ? [value.replace(/^["']|["']$/g, '')] : []
  })
}
