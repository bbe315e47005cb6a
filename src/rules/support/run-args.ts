import type { DevcontainerDocument } from '../../documents/devcontainer/types'
import type { Text } from '../../documents/text'

/** One `--gpus` of `runArgs`, in any form. */
export interface GpusArgument {
  /** The item that holds the flag. */
  readonly flag: Text
  /** The item that holds the value: the flag's own in `--gpus=all`, the next one in `--gpus`, `all`. */
  readonly item: Text | undefined
  /** undefined where it is missing or not known. */
  readonly value: string | undefined
  /** The flag as written: `--gpus`, `--gpu`. */
  readonly name: string
  /** True for flag and value in one item with a blank between them: Docker takes both for the flag's name. */
  readonly joined: boolean
}

const FLAG = /^(--gpus?)(?:([=\s])\s*(.*))?$/s

/** Every `--gpus` that the container is started with, in order. */
export function gpusArguments({ runArgs }: DevcontainerDocument): readonly GpusArgument[] {
  const found: GpusArgument[] = []
  for (let at = 0; at < runArgs.length; at++) {
    const flag = runArgs[at]
    const [, name, between, rest] = FLAG.exec(flag?.raw ?? '') ?? []
    if (!flag || name === undefined) continue
    const joined = between !== undefined && between !== '='
    if (between !== undefined) found.push({ flag, item: flag, value: flag.value && rest, name, joined })
    else {
      const item = runArgs[++at]
      found.push({ flag, item, value: item?.value, name, joined })
    }
  }
  return found
}
