import type { SourceFile } from '../source'
import { readYaml } from '../yaml/read'
import type { YamlText } from '../yaml/types'
import { aloneWith, type ComposeContext } from './context'
import { ComposeModel } from './model'

/**
 * Reads a compose file. Never throws: broken text gives what is whole of it, and its problems.
 * @param context what it is read with; without one the file stands alone and no variable is known
 * @param yaml the file's tree, where the caller has it already
 */
export const readCompose = (
  file: SourceFile,
  context: ComposeContext = aloneWith(),
  yaml: YamlText = readYaml(file),
): ComposeModel => new ComposeModel(file, context, yaml)
