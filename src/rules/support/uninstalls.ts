import type { Stage } from '../../documents/dockerfile/types'
import { isRun } from './runs'

/** True where a command of the stage or its parents takes such a package away: what was installed before need not be there. */
export const uninstalls = ({ lineage }: Stage, name: RegExp): boolean =>
  lineage.filter(isRun).some(({ commands }) =>
    commands.some(({ args }) => {
      const words = args.map(({ value }) => value ?? '')
      return words.some((word) => /^(?:uninstall|remove)$/.test(word)) && words.some((word) => name.test(word))
    }),
  )
