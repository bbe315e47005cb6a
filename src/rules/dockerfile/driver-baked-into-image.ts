import { aptInstalls, type SystemInstall } from '../../documents/dockerfile/apt'
import type {
  CopyInstruction,
  RunInstruction,
  ShellCommand,
  ShellWord,
  Stage,
  Word,
} from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleFix } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { buildsKernelModules, driverPackage } from '../support/driver-packages'
import { isRun } from '../support/runs'
import { shippedStages } from '../support/shipped-stages'

export default defineRule({
  meta: {
    id: 'dockerfile/driver-baked-into-image',
    kind: 'dockerfile',
    severity: 'warning',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'The NVIDIA driver does not belong into an image.',
    why: "The container toolkit mounts the libraries of the host's driver at start; a second set in the image shadows them or is in their way.",
    messages: {
      package:
        '{package} puts libraries of an NVIDIA driver into the image. At start the container toolkit mounts those of the host\'s driver; where the versions differ, CUDA and nvidia-smi fail with "Driver/library version mismatch", and on WSL2 and Jetson the container may not start ("file exists"). Remove the package.',
      meta: '{package} installs the NVIDIA driver along with CUDA. At start the container toolkit mounts the libraries of the host\'s driver; where the versions differ, CUDA fails with "Driver/library version mismatch", and on WSL2 and Jetson the container may not start ("file exists"). Install {instead}, which comes without the driver.',
      ollama:
        "The install script of Ollama may install an NVIDIA driver into the image when it sees a card at build time. At start the container toolkit mounts the libraries of the host's driver, and the two get into each other's way. Copy ollama from the image ollama/ollama.",
      copied:
        "{file} is a library of the NVIDIA driver. At start the container toolkit mounts the one of the host's driver; a copy in the image shadows it or is in its way, and CUDA fails where the versions differ. Do not copy it.",
      runfile:
        '{file} installs an NVIDIA driver into the image. At start the container toolkit mounts the libraries of the host\'s driver; where the versions differ, CUDA and nvidia-smi fail with "Driver/library version mismatch". Remove it; the driver belongs on the host.',
    },
    sources: [
      'tensorflow/build#59',
      'NVIDIA/nvidia-container-toolkit#289',
      'NVIDIA/nvidia-docker#1551',
      'NVIDIA/nvidia-docker#1699',
      'k4yt3x/video2x#1226',
      'E4S-Project/e4s#172',
    ],
    notes: [
      "Silent in stages that are only copied from, in images that build kernel modules (driver containers, virtual machines), and where the install stands under a condition. The container toolkit's own packages, `cuda-compat-*`, headers and stubs are no driver.",
    ],
  },
  *check(document, { facts }) {
    if (!/cuda|nvidia|ollama/i.test(document.file.text)) return
    for (const stage of shippedStages(document)) {
      if (isDriverImage(stage)) continue
      const cuda = cudaBase(stage.rootImage, facts)?.minor
      for (const instruction of stage.instructions) {
        if ('sources' in instruction) yield* copied(instruction)
        else if (isRun(instruction)) yield* installed(instruction, cuda)
      }
    }
  },
})

const isDriverImage = ({ lineage }: Stage): boolean =>
  lineage
    .filter(isRun)
    .some((run) => aptInstalls(run).some(({ packages }) => packages.some((word) => buildsKernelModules(nameOf(word)))))

const nameOf = ({ value, raw }: ShellWord): string => value ?? raw.replace(/["']/g, '')

function* installed(run: RunInstruction, cuda: string | undefined): Iterable<Report> {
  for (const install of aptInstalls(run)) if (!install.command.conditional) yield* packages(install, run, cuda)
  for (const command of run.commands) {
    if (!command.conditional) yield* ollama(command, run)
    if (!command.conditional) yield* runfile(command)
  }
}

function* packages(install: SystemInstall, run: RunInstruction, cuda: string | undefined): Iterable<Report> {
  for (const word of install.packages) {
    const found = driverPackage(nameOf(word), cuda)
    if (!found) continue
    const data = { package: nameOf(word) }
    if (found.kind === 'driver') yield { message: 'package', data, at: word.span, fixes: removal(word, install, run) }
    else
      yield {
        message: 'meta',
        data: { ...data, instead: found.instead.join(' or ') },
        at: word.span,
        fixes: others(word, found.instead, run),
      }
  }
}

const others = ({ span }: ShellWord, names: readonly string[], { file }: RunInstruction): readonly RuleFix[] =>
  names.map((text) => ({ title: `Install ${text}`, ops: [{ op: 'replace', file, span, text }] }))

const QUIET = /^(?:apt-get|apt|rm|yum|dnf|microdnf)$/

/** Packages of the driver alone take their instruction along, where that does nothing else. */
function removal(word: ShellWord, install: SystemInstall, run: RunInstruction): readonly RuleFix[] {
  const { file, exec, commands } = run
  const alone = install.packages.every((one) => driverPackage(nameOf(one))?.kind === 'driver')
  if (alone && commands.every(({ name }) => QUIET.test(name ?? '')) && aptInstalls(run).length === 1) {
    const title = `Do not install ${install.packages.map(nameOf).join(' ')}`
    return [{ title, ops: [{ op: 'remove-instruction', file, instruction: run }] }]
  }
  // apt-get is content with no packages, yum is not.
  const mayBeEmpty = /^apt/.test(install.command.name ?? '')
  if (exec || (alone && !mayBeEmpty)) return []
  return [{ title: `Do not install ${nameOf(word)}`, ops: [{ op: 'remove-word', file, span: word.span }] }]
}

function* ollama({ name, args }: ShellCommand, run: RunInstruction): Iterable<Report> {
  const script = args.find(({ value }) => /\bollama\.(?:com|ai)\/install\.sh\b/.test(value ?? ''))
  if (!script || !/^(?:curl|wget)$/.test(name ?? '')) return
  const [fetch, shell] = run.commands
  const alone = run.commands.length === 2 && fetch?.name === name && /^(?:ba)?sh$/.test(shell?.name ?? '')
  const version = /\bOLLAMA_VERSION=["']?v?(\d[\d.]*)/.exec(run.file.text.slice(run.span.start, run.span.end))?.[1]
  const [program = '', libraries = ''] = ['/usr/bin/ollama', '/usr/lib/ollama'].map(
    (path) => `COPY --from=ollama/ollama${version ? `:${version}` : ''} ${path} ${path}`,
  )
  const { file, span } = run
  const ops = [
    { op: 'replace', file, span, text: program },
    { op: 'insert-lines', file, after: span, lines: [libraries] },
  ] as const
  const fix = { title: 'Copy ollama from its image', ops }
  yield { message: 'ollama', at: script.span, fixes: alone ? [fix] : [] }
}

/** With `-x` it only unpacks itself. */
function* runfile({ nameWord, args }: ShellCommand): Iterable<Report> {
  const words = nameWord ? [nameWord, ...args] : []
  const script = words.slice(0, 3).find(({ value, raw }) => /(?:^|\/)NVIDIA-Linux-[^/]*\.run$/.test(value ?? raw))
  const runs = script === nameWord || /^(?:ba)?sh$/.test(nameWord?.value ?? '')
  if (
    !script ||
    !runs ||
    args.some(({ value }) => /^(?:-x|--extract-only|-A|--advanced-options|--help)$/.test(value ?? ''))
  )
    return
  yield { message: 'runfile', data: { file: nameOf(script) }, at: script.span }
}

const LIBRARY = /(?:^|\/)(?:libcuda\.so|libnvidia-(?:ml|ptxjitcompiler)\.so)[^/]*$/

/** Stubs are for linking, and the compat directory is NVIDIA's own way to run newer CUDA on an older driver. */
function* copied(copy: CopyInstruction): Iterable<Report> {
  const { sources, destination, file } = copy
  if (/stubs|compat/.test(destination?.raw ?? '')) return
  const found = sources.filter(isDriverLibrary)
  const words =
    found.length === 0 && sources.length === 1 && destination && isDriverLibrary(destination) ? [destination] : found
  for (const word of words) {
    const op =
      sources.length === 1
        ? ({ op: 'remove-instruction', file, instruction: copy } as const)
        : ({ op: 'remove-word', file, span: word.span } as const)
    const fixes = [{ title: 'Do not copy it', ops: [op] }]
    yield { message: 'copied', data: { file: word.value ?? word.raw }, at: word.span, fixes }
  }
}

const isDriverLibrary = ({ value, raw }: Word): boolean =>
  LIBRARY.test(value ?? raw) && !/stubs|compat/.test(value ?? raw)
