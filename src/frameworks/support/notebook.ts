import type { Choice, Recipe } from '../types'
import { httpHealth, type PipProject, pipStages, pythonOf } from './pip-project'

/** JupyterLab beside a framework; its port is open to this machine alone, the token stands in its log. */
export function notebookProject(
  choice: Choice,
  basis: Pick<PipProject, 'installs' | 'base' | 'setup'>,
  cell: readonly string[],
): Omit<Recipe, 'probe'> {
  const { facts, python } = choice
  const lab = facts.pin('jupyterlab', python?.version ?? '')
  const cmd = ['jupyter', 'lab', '--ip=0.0.0.0', '--port=8888', '--no-browser']
  return {
    stages: pipStages(choice, {
      ...basis,
      installs: [...basis.installs, { packages: [lab ? `jupyterlab==${lab.version}` : 'jupyterlab'] }],
      sources: ['gpu_check.py'],
      writable: [],
      port: 8888,
      cmd: choice.nonRoot ? cmd : [...cmd, '--allow-root'],
    }),
    ports: ['127.0.0.1:8888:8888'],
    mounts: ['./notebooks:/app/notebooks'],
    restart: 'unless-stopped',
    health: httpHealth('http://127.0.0.1:8888/api', 60, pythonOf(choice)),
    files: [
      { path: 'requirements.txt', text: '# Packages of your own, pinned: name==version.\n' },
      { path: 'notebooks/gpu.ipynb', text: ipynb(cell) },
    ],
    ignore: ['notebooks'],
    notes: [
      'It asks for a token: `docker compose logs SERVICE` has it, in the line with `/lab?token=`. Put what begins there with `/lab` behind the address above.',
    ],
  }
}

function ipynb(lines: readonly string[]): string {
  const source = lines.map((line, i) => (i < lines.length - 1 ? `${line}\n` : line))
  const cell = { cell_type: 'code', execution_count: null, id: 'gpu', metadata: {}, outputs: [], source }
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } }
  return `${JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }, undefined, 1)}\n`
}
