import type { Stage } from '../../documents/dockerfile/types'
import { defineRule, type RuleContext, type RuleFix } from '../../lint/rule'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { isRun } from '../support/runs'

export default defineRule({
  meta: {
    id: 'dockerfile/ort-cpu-and-gpu-both',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'onnxruntime and onnxruntime-gpu must not share an environment.',
    why: 'Both are the Python package `onnxruntime`: the one installed last wins, and the CPU build knows no CUDA.',
    messages: {
      both: '{cpu} and {gpu} are installed into one environment. Both write the Python package "onnxruntime", and the one installed last wins: with the CPU build CUDAExecutionProvider is not available and the model runs on the CPU. Remove onnxruntime; onnxruntime-gpu runs on the CPU too.',
    },
    sources: ['microsoft/onnxruntime#26996', 'microsoft/onnxruntime#4809', 'RVC-Boss/GPT-SoVITS#1227'],
    notes: [
      'Silent where onnxruntime-gpu is installed by a later command, where one of the two is uninstalled, and where the two go to different environments.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /onnxruntime/i)) return
    for (const stage of document.stages) {
      const found = clashOf(stage, context)
      if (!found) continue
      const { cpu, gpu } = found
      const data = { cpu: shown(cpu), gpu: shown(gpu) }
      yield { message: 'both', data, at: cpu.at, fixes: fixesOf(cpu), ...relatedOf(...(cpu.file ? [cpu, gpu] : [gpu])) }
    }
  },
})

const shown = ({ requirement }: Installed): string => `${requirement.name}${requirement.specifier}`

interface Clash {
  readonly cpu: Installed
  readonly gpu: Installed
}

/** The CPU build that may be the last one installed. */
function clashOf(stage: Stage, context: RuleContext): Clash | undefined {
  const { installed } = packagesOf(stage, context)
  const builds = installed.filter(
    ({ requirement, applies }) => applies && !requirement.url && isBuild(requirement.name),
  )
  if (new Set(builds.map(({ requirement }) => requirement.name)).size < 2 || uninstalls(stage)) return undefined
  for (const cpu of builds.filter(({ requirement }) => requirement.name === 'onnxruntime')) {
    const rivals = builds.filter((other) => other.requirement.name !== 'onnxruntime' && sharesWith(cpu, other))
    const isLast = !rivals.some((gpu) => installed.indexOf(gpu) > installed.indexOf(cpu) && gpu.install !== cpu.install)
    if (rivals[0] && isLast) return { cpu, gpu: rivals[0] }
  }
  return undefined
}

const isBuild = (name: string): boolean => name === 'onnxruntime' || name === 'onnxruntime-gpu'

const sharesWith = (a: Installed, b: Installed): boolean =>
  a.environment === b.environment &&
  !a.install.elsewhere &&
  !a.install.command.conditional &&
  !b.install.command.conditional

const uninstalls = ({ lineage }: Stage): boolean =>
  lineage.filter(isRun).some(({ commands }) =>
    commands.some(({ args }) => {
      const words = args.map(({ value }) => value ?? '')
      return (
        words.some((word) => /^(?:uninstall|remove)$/.test(word)) && words.some((word) => /^onnxruntime/.test(word))
      )
    }),
  )

/** `pip install` with nothing to install is an error, so the last word takes the instruction along. */
function fixesOf({ file, at, install }: Installed): readonly RuleFix[] {
  const title = 'Remove onnxruntime'
  const { instruction } = install
  if (file) return []
  const alone = install.requirements.length === 1 && install.requirementFiles.length === 0
  if (!alone && instruction.exec === undefined)
    return [{ title, ops: [{ op: 'remove-word', file: instruction.file, span: at }] }]
  if (!alone || instruction.commands.length > 1) return []
  return [{ title, ops: [{ op: 'remove-instruction', file: instruction.file, instruction }] }]
}
