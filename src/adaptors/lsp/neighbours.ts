import type { FileResult } from '../../service'
import type { Settings } from './settings'

/** Extensions that validate the Compose schema and broken YAML themselves. */
export const yamlNeighbours = ['redhat.vscode-yaml', 'docker.docker', 'ms-azuretools.vscode-containers'] as const

/** Those of them that also say where a Dockerfile is broken. */
const dockerfileNeighbours: readonly string[] = ['docker.docker', 'ms-azuretools.vscode-containers']

/** `auto` leaves schema findings to whoever else reports them. */
export function schemaFor(settings: Settings, present: readonly string[]): 'always' | 'never' {
  if (settings.schema !== 'auto') return settings.schema
  return yamlNeighbours.some((id) => present.includes(id)) ? 'never' : 'always'
}

/** Whether a broken text is ours to report: never twice in one editor. */
export function reportsSyntax(kind: FileResult['kind'], settings: Settings, present: readonly string[]): boolean {
  // The editor itself marks broken JSON.
  if (kind === 'devcontainer') return false
  if (kind === 'dockerfile') return !dockerfileNeighbours.some((id) => present.includes(id))
  return schemaFor(settings, present) === 'always'
}
