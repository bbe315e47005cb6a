import type { ProjectFile } from '../../frameworks/types'
import type { Plan } from '../plan'

const ALWAYS = [
  '.git',
  '.gpu-compose*',
  '.env',
  '.venv',
  '**/__pycache__',
  'Dockerfile',
  '*compose*.y*ml',
  'README.md',
  'k8s',
  '.devcontainer',
]

/** What the build must not see: large folders, secrets, and files whose change must not build anew. */
export function dockerignore(plan: Plan): readonly ProjectFile[] {
  if (plan.stages.length === 0) return []
  return [
    {
      path: '.dockerignore',
      text: `${['# Mounted when the container runs, or of no use in the image.', ...ALWAYS, ...plan.ignore].join('\n')}\n`,
    },
  ]
}
