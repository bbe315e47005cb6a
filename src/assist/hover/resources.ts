import type { Facts } from '../../facts'
import type { Meaning } from './words'

const WHOLE = 'Whole numbers only. It stands under `limits`; a request beside it must be equal.'

export function meaningOfResource(word: string, facts: Facts): Meaning | undefined {
  const resource = facts.gpuResource(word)
  if (!resource) return undefined
  return { points: [...pointsOf(resource.name, resource.vendor, facts), WHOLE], table: 'kubernetes-gpu' }
}

/** Under `tolerations` the same name is that of a taint. */
export function meaningOfTaint(word: string, facts: Facts): Meaning | undefined {
  if (word !== facts.kubernetesGpu().taint) return undefined
  const points = [
    'The taint that nodes with NVIDIA GPUs may carry, so that only pods that tolerate it run there.',
    'A toleration gives no GPU: the resource of the same name under `limits` does.',
  ]
  return { points, table: 'kubernetes-gpu' }
}

function pointsOf(name: string, vendor: string, facts: Facts): readonly string[] {
  const mig = /mig-(\d+)g\.(\d+)gb$/.exec(name)
  if (mig) return [`MIG slices with ${mig[1]} of a GPU's compute slices and ${mig[2]} GB, of the strategy \`mixed\`.`]
  if (name.endsWith('.shared')) return ['Shares of GPUs that the device plugin hands out more than once.']
  if (name.endsWith('_monitoring')) return ['Watches all GPUs of the node, for one container of it.']
  if (vendor !== 'nvidia') return [`GPUs that the device plugin of ${vendor === 'amd' ? 'AMD' : 'Intel'} hands out.`]
  const plugin = facts.devicePlugin()
  return [
    `Whole GPUs, each handed to one container${plugin ? `, by NVIDIA's device plugin (newest known: ${plugin.version}, ${plugin.date})` : ''}.`,
  ]
}
