import type { Config, FileResult, Finding } from '../../service'
import type { Settings } from './settings'

/** The one extension that holds Compose files against their schema. */
const YAML = 'redhat.vscode-yaml'

/**
 * Extensions that say where Compose files and Dockerfiles are broken as texts, and of the schema nothing
 * (microsoft/compose-language-service issue 84; docker/docker-language-server issue 167, CHANGELOG to 0.16.0; 2026-11-28).
 */
const dockerExtensions: readonly string[] = ['docker.docker', 'ms-azuretools.vscode-containers']

/** Those whose findings must not be said twice. */
export const neighbours: readonly string[] = [YAML, ...dockerExtensions]

/** `auto` leaves schema findings to whoever else reports them: Red Hat YAML knows Compose files by name, and nothing of pods. */
export function schemaFor(settings: Settings, present: readonly string[]): Config['schema'] {
  return settings.schema === 'auto' && !present.includes(YAML) ? 'always' : settings.schema
}

/** Without those that a neighbour makes too: what the schema refuses has a finding there. Their repairs are ours alone. */
export function notElsewhere(
  findings: readonly Finding[],
  { schema }: Settings,
  present: readonly string[],
): readonly Finding[] {
  if (schema !== 'auto' || !present.includes(YAML)) return findings
  return findings.filter(({ refusedBySchema }) => !refusedBySchema)
}

/** Whether a broken text is ours to report: never twice in one editor. */
export function reportsSyntax(kind: FileResult['kind'], settings: Settings, present: readonly string[]): boolean {
  // The editor itself marks broken JSON.
  if (kind === 'devcontainer') return false
  const isTheirs = kind === 'dockerfile' || (kind === 'compose' && settings.schema === 'auto')
  if (isTheirs && dockerExtensions.some((id) => present.includes(id))) return false
  return kind === 'dockerfile' || schemaFor(settings, present) === 'always'
}
