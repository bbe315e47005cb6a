import type { Service } from '../../documents/compose/types'
import { basename, below, dirname } from '../../documents/workspace'
import type { RuleContext, RuleFix } from '../../lint/rule'
import type { Ask } from './ask'

const DEFAULT = /^(docker-compose|compose)\.(ya?ml)$/

/** The name of the GPU file of a pair: `compose.gpu.yaml` beside `compose.yaml`; undefined beside other names. */
export function gpuFileOf(path: string): string | undefined {
  const [, stem, ending] = DEFAULT.exec(basename(path)) ?? []
  return stem && below(dirname(path), `${stem}.gpu.${ending}`)
}

/**
 * Moves the request into a file of its own, which is given with `-f` where there is a GPU: the default file starts
 * without one then. None where there is such a file already, or the service would be left without a key.
 */
export function makePair(service: Service, ask: Ask, { document, project, file }: RuleContext): readonly RuleFix[] {
  const path = gpuFileOf(file.path)
  if (!path || document.kind !== 'compose' || ask.form === 'cdi' || ask.options) return []
  const isThere = project.besideOf(document).some((other) => other.file.path === path)
  if (isThere || service.node.entries.length < 2) return []
  const text = textFor(service.name, ask, [basename(file.path), basename(path)])
  const title = `GPU: move the request into ${basename(path)}, so that ${basename(file.path)} starts without a GPU`
  return [{ title, ops: [{ op: 'create-file', path, text }, ...ask.remove] }]
}

function textFor(name: string, { gpus, capabilities, form }: Ask, [base, own]: readonly [string, string]): string {
  const start = `# docker compose -f ${base} -f ${own} up\nservices:\n  ${/^[\w.-]+$/.test(name) ? name : JSON.stringify(name)}:\n`
  if (form === 'runtime')
    return `${start}    runtime: nvidia\n    environment:\n      NVIDIA_VISIBLE_DEVICES: ${visible(gpus)}\n`
  const words = ['gpu', ...capabilities].join(', ')
  const item = [
    '- driver: nvidia',
    typeof gpus === 'object'
      ? `  device_ids: [${gpus.map((id) => JSON.stringify(id)).join(', ')}]`
      : `  count: ${gpus}`,
    `  capabilities: [${words}]`,
  ]
  const lists = form === 'gpus' ? ['gpus:'] : ['deploy:', '  resources:', '    reservations:', '      devices:']
  const depth = form === 'gpus' ? 2 : 8
  const lines = [...lists, ...item.map((line) => ' '.repeat(depth) + line)]
  return start + lines.map((line) => `    ${line}\n`).join('')
}

const visible = (gpus: Ask['gpus']): string =>
  typeof gpus === 'object' ? JSON.stringify(gpus.join(',')) : String(gpus)
