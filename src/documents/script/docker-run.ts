import type { ShellCommand, ShellWord } from '../dockerfile/types'

/** Flags of docker run that stand alone. */
const ALONE =
  /^(?:-[ditP]+|--(?:detach|interactive|tty|rm|privileged|init|read-only|no-healthcheck|oom-kill-disable|publish-all|quiet|sig-proxy|disable-content-trust|help|use-api-socket))$/

/** True for a flag whose value is the next word. */
export const takesValue = ({ value, raw }: ShellWord): boolean => {
  const text = value ?? raw
  return (
    /^--?[a-zA-Z]/.test(text) &&
    !text.includes('=') &&
    !ALONE.test(text) &&
    !/^-[a-zA-Z]./.test(text.replace(/^--.*/, ''))
  )
}

/** What stands behind `docker run`: flags with their values, then the image, then what it runs. */
export interface RunLine {
  /** The image included: a flag without its value takes it. */
  readonly options: readonly ShellWord[]
  /** Undefined where there is none, or a word in front of it may hold it. */
  readonly image: ShellWord | undefined
}

/** Reads the words of a `docker run` or `docker create`; undefined for another command. */
export function runLine({ args }: ShellCommand): RunLine | undefined {
  const verb = args.findIndex(({ value }) => value !== undefined && /^(?:run|create)$/.test(value))
  if (verb < 0 || args.slice(0, verb).some(({ value }) => value !== 'container' && !value?.startsWith('-')))
    return undefined
  const words = args.slice(verb + 1)
  let sure = true
  let at = 0
  for (let word = words[at]; word && (word.value === undefined || word.value.startsWith('-')); word = words[at]) {
    if (word.value === undefined && !word.raw.startsWith('-')) sure = false
    at += takesValue(word) && !/^--gpus?[=\s]/.test(word.value ?? '') ? 2 : 1
  }
  return { options: words.slice(0, at + 1), image: sure ? words[at] : undefined }
}
