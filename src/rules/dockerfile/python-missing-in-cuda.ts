import { packageInstalls } from '../../documents/dockerfile/pip'
import type { RunInstruction, ShellCommand, Stage } from '../../documents/dockerfile/types'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { breaking, installing, intoEnvironment } from '../support/python-repairs'
import { followCommand, followInstruction, freshState, type PythonState } from '../support/python-state'
import { isPlaceholder } from '../support/root-image'
import { isCommandInstruction, isRun } from '../support/runs'
import { variableOf } from '../support/source-builds'
import { leavesOf } from '../support/stage-leaves'

export default defineRule({
  meta: {
    id: 'dockerfile/python-missing-in-cuda',
    kind: 'dockerfile',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    summary: 'On an nvidia/cuda image Python must be installed before it is called.',
    why: 'nvidia/cuda images hold no Python; Ubuntu calls it python3, and from 24.04 on pip refuses to write into the system.',
    messages: {
      missing:
        '{program} is called, and {image} comes without Python and nothing before installs it: "{program}: not found". Install {packages} first.',
      pip: '{program} is called, and nothing before installs pip on {image}: the command fails ("pip: not found", "No module named pip"). Install {packages} first.',
      python:
        '"python" is called, and Ubuntu has only "python3" ({image}): the command fails with "python: not found". Call python3, or install python-is-python3.',
      managed:
        'pip installs into the Python of Ubuntu 24.04 ({image}), which refuses with "error: externally-managed-environment". Make a virtual environment and install into that, or pass --break-system-packages.',
      repository:
        'add-apt-repository is called, and {image} comes without it: "add-apt-repository: not found". Install software-properties-common first.',
    },
    sources: ['ggml-org/llama.cpp#15004', 'mamba-org/micromamba-docker#521', 'PEP 668'],
    notes: [
      'Only on nvidia/cuda images with Ubuntu. Silent as soon as something may bring a Python of its own: conda, uv, pyenv, a copy from another image, a script, links, an archive, a PATH that leads to an environment; for commands under a condition, and where the very name of the image is a variable.',
    ],
  },
  *check(document, context) {
    if (!/nvidia\/cuda/.test(document.file.text)) return
    const leaves = new Set(leavesOf(document))
    for (const stage of document.stages) {
      const base = cudaBase(stage.rootImage, context.facts)
      if (!base || !/^ubuntu/.test(base.parsed.os ?? '') || isPlaceholder(stage)) continue
      yield* new Walk(stage, base.parsed.os === 'ubuntu24.04', context).reports(leaves.has(stage))
    }
  },
})

type Program = 'python' | 'python3' | 'pip' | 'add-apt-repository'

class Walk {
  readonly state: PythonState = freshState()

  constructor(
    readonly stage: Stage,
    readonly managed: boolean,
    readonly context: RuleContext,
  ) {}

  *reports(isLeaf: boolean): Iterable<Report> {
    const own = new Set(this.stage.instructions)
    for (const instruction of this.stage.lineage) {
      followInstruction(this.state, instruction)
      const found = isRun(instruction) ? this.#run(instruction) : []
      if (own.has(instruction)) yield* found
    }
    const start = isLeaf ? startOf(this.stage) : undefined
    const [first] = start?.commands ?? []
    const found = start && first && !first.conditional ? this.judge(first, start) : undefined
    if (found) yield found
  }

  #run(run: RunInstruction): readonly Report[] {
    return run.commands.flatMap((command) => {
      const found = command.conditional ? undefined : this.judge(command, run)
      followCommand(this.state, run, command)
      return found ?? []
    })
  }

  /** One report of a kind: what is missing once is missing in all that follows. */
  judge(command: ShellCommand, run: RunInstruction): Report | undefined {
    const { state } = this
    const program = programOf(command)
    if (state.unknown || program === undefined || !command.nameWord) return undefined
    if (program === 'add-apt-repository') return state.repositories ? undefined : this.#repository(command, run)
    if (program === 'python' && !state.python) return this.#python(command, run)
    if (program === 'python3' && !state.python3) return this.#missing('python3', command, run)
    if (asksForPip(command) && !state.pip) return this.#missing('pip', command, run)
    return this.managed && !state.unmanaged ? this.#managed(command, run) : undefined
  }

  #repository({ nameWord }: ShellCommand, run: RunInstruction): Report | undefined {
    this.state.repositories = true
    const fixes = installing(['software-properties-common'], this.state, run)
    return nameWord && { message: 'repository', data: this.#data(), at: nameWord.span, fixes }
  }

  #python(command: ShellCommand, run: RunInstruction): Report | undefined {
    if (!this.state.python3) return this.#missing('python', command, run)
    const { nameWord } = command
    this.state.python = true
    if (!nameWord) return undefined
    const text = nameWord.raw.replace('python', 'python3')
    const rename: RuleFix = {
      title: 'Call python3',
      safe: true,
      ops: [{ op: 'replace', file: run.file, span: nameWord.span, text }],
    }
    return {
      message: 'python',
      data: this.#data(),
      at: nameWord.span,
      fixes: [rename, ...installing(['python-is-python3'], this.state, run)],
    }
  }

  #missing(program: 'python' | 'python3' | 'pip', command: ShellCommand, run: RunInstruction): Report | undefined {
    const { state } = this
    const wantsPip = program === 'pip' || asksForPip(command)
    const packages = [
      ...(state.python3 ? [] : ['python3']),
      ...(wantsPip ? ['python3-pip'] : []),
      ...(program === 'python' ? ['python-is-python3'] : []),
    ]
    const fixes = installing(packages, this.state, run)
    state.python3 = true
    state.pip ||= wantsPip
    state.python ||= program === 'python'
    const shown =
      program === 'pip' && command.name !== 'pip'
        ? command.name === 'pip3'
          ? 'pip3'
          : `${command.name} -m pip`
        : program
    const data = { ...this.#data(), program: shown, packages: packages.join(' ') }
    return (
      command.nameWord && { message: program === 'pip' ? 'pip' : 'missing', data, at: command.nameWord.span, fixes }
    )
  }

  #managed(command: ShellCommand, run: RunInstruction): Report | undefined {
    const install = packageInstalls(run).find((one) => one.command === command)
    const refused =
      install?.tool === 'pip' &&
      !install.elsewhere &&
      !install.flags.some((flag) => /^(?:--break-system-packages|--dry-run|--python|\$.*)$/.test(flag))
    const isAllowed = ['PIP_BREAK_SYSTEM_PACKAGES', 'PIP_CONFIG_FILE'].some(
      (name) => variableOf(command, name) !== undefined,
    )
    if (!refused || isAllowed || !command.nameWord) return undefined
    this.state.unmanaged = true
    return {
      message: 'managed',
      data: this.#data(),
      at: command.nameWord.span,
      fixes: [...intoEnvironment(this.state, run), ...breaking(command, run)],
    }
  }

  #data(): { readonly image: string } {
    return { image: this.stage.rootImage ?? '' }
  }
}

/** Only bare names: a path may lead to a Python of one's own. */
function programOf({ name, nameWord }: ShellCommand): Program | undefined {
  if (nameWord?.value !== name) return undefined
  if (name === 'pip' || name === 'pip3') return 'pip'
  return name === 'python' || name === 'python3' || name === 'add-apt-repository' ? name : undefined
}

const asksForPip = ({ name, args }: ShellCommand): boolean =>
  name === 'pip' || name === 'pip3' || (args[0]?.value === '-m' && args[1]?.value === 'pip')

/** What the container starts: ENTRYPOINT, else CMD. */
function startOf({ lineage }: Stage): RunInstruction | undefined {
  const last = (keyword: string): RunInstruction | undefined =>
    lineage
      .filter(isCommandInstruction)
      .filter((one) => one.keyword === keyword)
      .at(-1)
  return last('ENTRYPOINT') ?? last('CMD')
}
