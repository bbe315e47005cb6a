import type { Stage } from '../../documents/dockerfile/types'
import { type Data, defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { type Installed, mayInstall, packagesOf, relatedOf } from '../support/python-packages'
import { uninstalls } from '../support/uninstalls'

export default defineRule({
  meta: {
    id: 'dockerfile/ort-cpu-and-gpu-both',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'onnxruntime and one of its GPU builds must not share an environment.',
    why: 'Both are the Python package `onnxruntime`: the one installed last wins, and the CPU build knows no GPU.',
    messages: {
      pulled:
        '{cpu} requires onnxruntime and is installed after {gpu}, over which pip writes the CPU build. Both are the Python package "onnxruntime": {provider} is then not available and the model runs on the CPU. Install {name} last.',
      both: '{cpu} and {gpu} are installed into one environment. Both write the Python package "onnxruntime", and the one installed last wins: with the CPU build {provider} is not available and the model runs on the CPU. Remove onnxruntime; {name} runs on the CPU too.',
    },
    sources: [
      'microsoft/onnxruntime#26996',
      'microsoft/onnxruntime#4809',
      'RVC-Boss/GPT-SoVITS#1227',
      'the requirements of faster-whisper, fastembed and kokoro-onnx (2026-11-28)',
      'onnxruntime.ai, OpenVINO and MIGraphX execution providers',
    ],
    notes: [
      'The GPU builds are onnxruntime-gpu, onnxruntime-openvino, onnxruntime-rocm and onnxruntime-migraphx. Silent where one of them is installed by a later command, where one of the two is uninstalled, and where the two go to different environments. Within one command pip installs what a package requires first, so that the GPU build wins.',
    ],
  },
  *check(document, context) {
    if (!mayInstall(document, /onnxruntime/i)) return
    for (const stage of document.stages) {
      const found = clashOf(stage, context)
      const pulled = found ? undefined : pulledOver(stage, context)
      if (pulled) yield pulledReport(pulled)
      if (!found) continue
      const { cpu, gpu } = found
      yield {
        message: 'both',
        data: dataOf(found),
        at: cpu.at,
        fixes: fixesOf(cpu),
        ...relatedOf(...(cpu.file ? [cpu, gpu] : [gpu])),
      }
    }
  },
})

const shown = ({ requirement }: Installed): string => `${requirement.name}${requirement.specifier}`

interface Clash {
  readonly cpu: Installed
  readonly gpu: Installed
}

/** The GPU builds and the provider that each has beside the one for the CPU. */
const PROVIDERS: Readonly<Record<string, string>> = {
  'onnxruntime-gpu': 'CUDAExecutionProvider',
  'onnxruntime-openvino': 'OpenVINOExecutionProvider',
  'onnxruntime-rocm': 'ROCMExecutionProvider',
  'onnxruntime-migraphx': 'MIGraphXExecutionProvider',
}

const dataOf = ({ cpu, gpu }: Clash): Data => {
  const { name } = gpu.requirement
  return { cpu: shown(cpu), gpu: shown(gpu), name, provider: PROVIDERS[name] ?? '' }
}

/** The CPU build that may be the last one installed. */
function clashOf(stage: Stage, context: RuleContext): Clash | undefined {
  const { installed } = packagesOf(stage, context)
  const builds = installed.filter(
    ({ requirement, applies }) => applies && !requirement.url && isBuild(requirement.name),
  )
  if (new Set(builds.map(({ requirement }) => requirement.name)).size < 2 || uninstalls(stage, BUILDS)) return undefined
  for (const cpu of builds.filter(({ requirement }) => requirement.name === 'onnxruntime')) {
    const rivals = builds.filter((other) => other.requirement.name !== 'onnxruntime' && sharesWith(cpu, other))
    const isLast = !rivals.some((gpu) => installed.indexOf(gpu) > installed.indexOf(cpu) && gpu.install !== cpu.install)
    if (rivals[0] && isLast) return { cpu, gpu: rivals[0] }
  }
  return undefined
}

/** Packages that require the CPU build by name. */
const REQUIRES_CPU = /^(?:faster-whisper|fastembed|kokoro-onnx)$/

/** A package that brings the CPU build in a later command than the last GPU build. */
function pulledOver(stage: Stage, context: RuleContext): Clash | undefined {
  const installed = packagesOf(stage, context).installed.filter(({ applies }) => applies)
  const gpu = installed.findLast(({ requirement }) => Object.hasOwn(PROVIDERS, requirement.name) && !requirement.url)
  const later = gpu ? installed.slice(installed.indexOf(gpu) + 1) : []
  const cpu = later.find((one) => REQUIRES_CPU.test(one.requirement.name) && one.install !== gpu?.install)
  const known =
    cpu && !cpu.install.flags.includes('--no-deps') && cpu.install.tool !== 'conda' && !uninstalls(stage, BUILDS)
  return gpu && known && sharesWith(cpu, gpu) ? { cpu, gpu } : undefined
}

function pulledReport({ cpu, gpu }: Clash): Report {
  const { instruction, command } = cpu.install
  const again = `RUN ${command.name} install --force-reinstall --no-deps "${shown(gpu)}"`
  const fixes: readonly RuleFix[] =
    /^pip3?$/.test(command.name ?? '') && gpu.install.indexUrl === undefined && gpu.install.extraIndexUrls.length === 0
      ? [
          {
            title: `Install ${gpu.requirement.name} again behind it`,
            ops: [{ op: 'insert-lines', file: instruction.file, after: instruction.span, lines: [again] }],
          },
        ]
      : []
  return { message: 'pulled', data: dataOf({ cpu, gpu }), at: cpu.at, fixes, ...relatedOf(gpu) }
}

const isBuild = (name: string): boolean => name === 'onnxruntime' || Object.hasOwn(PROVIDERS, name)

const BUILDS = /^onnxruntime/

const sharesWith = (a: Installed, b: Installed): boolean =>
  a.environment === b.environment &&
  !a.install.elsewhere &&
  !a.install.command.conditional &&
  !b.install.command.conditional

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
