import type { PackageInstall } from '../../documents/dockerfile/pip-types'
import type { Instruction, RunInstruction, ShellCommand } from '../../documents/dockerfile/types'
import { textOf } from './runs'

/** Follows which Python environment is switched on, instruction by instruction. */
export class EnvironmentTrail {
  #switched = ''

  follow(instruction: Instruction): void {
    const switches = /^(?:ENV|SHELL)$/.test(instruction.keyword) && /env\b|venv|conda/i.test(textOf(instruction))
    if (switches) this.#switched += `\n${textOf(instruction)}`
  }

  /** The same text for two installs only when they surely go to one environment. */
  keyOf(install: PackageInstall): string {
    const { command, tool, flags } = install
    const own = tool === 'conda' ? [named(command, /^(?:-n|--name|-p|--prefix)$/)] : pipKey(install)
    const place = install.elsewhere ? `elsewhere ${command.span.start}` : flags.includes('--user') ? 'user' : ''
    return [
      tool === 'conda' ? 'conda' : '',
      ...own,
      place,
      activated(install.instruction, command),
      this.#switched,
    ].join('|')
  }
}

function pipKey({ command, tool, flags }: PackageInstall): readonly string[] {
  const path = command.nameWord?.value ?? ''
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
  const version = /\d\.\d+$/.exec(command.name ?? '')?.[0] ?? ''
  const system = flags.includes('--system') || command.instruction.variable('UV_SYSTEM_PYTHON') !== undefined
  return [
    /^\/usr(?:\/local)?\/bin$/.test(folder) ? '' : folder,
    version,
    tool === 'pip' || system ? '' : tool,
    named(command, /^(?:-p|--python|--project|--directory)$/),
  ]
}

/** The word behind an option, as in `-n work`. */
function named({ args }: ShellCommand, option: RegExp): string {
  const at = args.findIndex(({ value }) => option.test(value ?? ''))
  const joined = args.find(({ value }) => /^--(?:name|prefix|python)=/.test(value ?? ''))
  return (at < 0 ? joined?.value : args[at + 1]?.value) ?? ''
}

/** `. /opt/venv/bin/activate`, `conda activate work` earlier in the same instruction. */
function activated({ commands }: RunInstruction, before: ShellCommand): string {
  const last = commands
    .slice(0, commands.indexOf(before))
    .filter(({ name, args }) => {
      const first = args[0]?.value ?? args[0]?.raw ?? ''
      return ((name === '.' || name === 'source') && /activate/.test(first)) || first === 'activate'
    })
    .at(-1)
  return last?.args.map(({ raw }) => raw).join(' ') ?? ''
}
