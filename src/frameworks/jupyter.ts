import type { Vendor } from '../workload'
import { gpuCheck, notebook } from './jupyter/programs'
import { notebookProject } from './support/notebook'
import type { Framework } from './types'

const framework: Framework = {
  id: 'jupyter',
  title: 'JupyterLab',
  modes: ['notebook'],
  vendors: ['nvidia', 'amd', 'intel'],
  cpu: true,
  table: 'frameworks',
  releases: (facts, vendor) =>
    facts.frameworkRows('jupyter', vendor).map(({ version }) => ({ version, builds: [{}], pythons: PYTHONS })),
  recipe: (choice) => {
    const made = notebookProject(choice, { installs: [] }, notebook)
    return {
      ...made,
      probe: {
        file: { path: 'gpu_check.py', text: gpuCheck(choice.vendor) },
        command: ['python', 'gpu_check.py'],
        how: 'run',
      },
      notes: [
        ...(made.notes ?? []),
        `It brings no framework: write yours into requirements.txt, ${OTHERS[choice.vendor]}`,
      ],
    }
  },
}
export default framework

/** JupyterLab asks for 3.10 (PyPI); 3.14 is the newest that has a slim image here. */
const PYTHONS = ['3.10', '3.11', '3.12', '3.13', '3.14']

const OTHERS: Readonly<Record<Vendor, string>> = {
  nvidia:
    'or begin with `gpu-compose new pytorch --mode notebook` (also jax), where CUDA and versions are chosen for each other.',
  amd: 'or begin with `gpu-compose new pytorch --mode notebook --vendor amd` (also jax), which brings ROCm along.',
  intel:
    'or begin with `gpu-compose new pytorch --mode notebook --vendor intel`, which brings oneAPI and the libraries of the driver along.',
}
