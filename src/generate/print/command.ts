import { frameworks } from '../../frameworks'
import type { GpuWish, Workload } from '../../workload'
import { usualName } from '../plan'
import { shellWord } from './shell'

const TEXTS = ['mode', 'cuda', 'python', 'os', 'image', 'vendor', 'wiring', 'name'] as const

/** The call that writes a workload; what is a default anyway is left out. */
export function commandOf(workload: Workload): string {
  const { framework, gpus, cpuFallback, extras, ports, mounts, command, backends = [], repoagents = [] } = workload
  const flags = [
    ...TEXTS.flatMap((key) => (isUsual(key, workload) ? [] : [`--${key} ${workload[key]}`])),
    ...(backends.length > 0 ? [`--backends ${backends.join(',')}`] : []),
    ...(repoagents.length > 0 ? [`--repoagents ${repoagents.join(',')}`] : []),
    ...(gpus === undefined ? [] : [`--gpus ${gpusWord(gpus)}`]),
    ...(ports ?? []).map((port) => `--port ${port}`),
    ...(mounts ?? []).map((mount) => `--mount ${mount}`),
    ...userFlag(workload),
    ...(cpuFallback ? ['--cpu-fallback'] : []),
    ...(extras ?? []).map((extra) => `--${extra}`),
    ...(command ? ['--', ...command.map(shellWord)] : []),
  ]
  const what = workload.version ? `${framework}==${workload.version}` : framework
  return ['gpu-compose new', what, ...flags].join(' ')
}

function isUsual(key: (typeof TEXTS)[number], workload: Workload): boolean {
  const value = workload[key]
  return (
    value === undefined ||
    (key === 'vendor' && value === 'nvidia') ||
    (key === 'name' && value === usualName(workload.framework))
  )
}

function userFlag(workload: Workload): readonly string[] {
  const { framework, nonRoot } = workload
  const ofImage = frameworks.some(({ id, imageUser }) => id === framework && imageUser)
  if (nonRoot === undefined || (!ofImage && nonRoot !== rootIsUsual(workload))) return []
  return [nonRoot ? '--non-root' : '--root']
}

/** As `resolve` has it. */
const rootIsUsual = ({ vendor, gpus }: Workload): boolean =>
  vendor !== undefined && vendor !== 'nvidia' && gpus !== 'none'

const gpusWord = (gpus: GpuWish): string => (typeof gpus === 'object' ? `device=${gpus.join(',')}` : String(gpus))
