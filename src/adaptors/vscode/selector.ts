import type { TextDocumentFilter } from 'vscode-languageclient'

/** What the server is told of. A YAML text that is none of ours costs one look at its top-level keys. */
export const selector: TextDocumentFilter[] = [
  { language: 'dockercompose' },
  { language: 'dockerfile' },
  { language: 'yaml' },
  { language: 'jsonc', pattern: '**/{devcontainer,.devcontainer}.json' },
  { language: 'json', pattern: '**/{devcontainer,.devcontainer,.gpu-compose}.json' },
]

/** Files that may be ours, by their names. */
export const candidates =
  '**/{*.yml,*.yaml,Dockerfile*,Containerfile*,*.Dockerfile,*.dockerfile,*.Containerfile,devcontainer.json,.devcontainer.json}'

/** Files with the names that Compose users give them. */
export const composeFiles = '**/{docker-compose*,compose,compose[-._]*,*.compose}.{yml,yaml}'
