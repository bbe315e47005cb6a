import type { AndOr, Command, PipelineNode } from 'unbash'

/** The last command whose failure a `||` behind it makes good. */
export function lastRescue(commands: readonly PipelineNode[], operators: readonly string[]): number {
  for (let i = operators.length - 1; i >= 0; i--) {
    const next = commands[i + 1]
    if (operators[i] === '||' && next && !endsInFailure(next)) return i
  }
  return -1
}

/** `|| exit 1`, `|| false`, `|| { echo …; exit 1; }`: the failure stays one. */
function endsInFailure(node: PipelineNode | AndOr): boolean {
  if (node.type === 'Command') {
    const name = node.name?.value
    return (
      name === 'false' || ((name === 'exit' || name === 'return') && node.suffix.length > 0 && !exitsWithZero(node))
    )
  }
  if (node.type !== 'BraceGroup' && node.type !== 'Subshell') return false
  const last = node.body.commands.at(-1)
  return last !== undefined && last.command.type !== 'AndOr' && endsInFailure(last.command)
}

const exitsWithZero = ({ args }: Command): boolean => args[0]?.type === 'Word' && args[0].value === '0'
