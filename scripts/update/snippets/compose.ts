import { facts } from '../../../src/facts'
import type { Plan } from '../../../src/generate'
import { composeFiles, namedVolumes } from '../../../src/generate/print/compose'
import { requestKeys } from '../../../src/generate/print/request-keys'
import { yaml } from '../../../src/generate/print/yaml'
import { frameworks, isImpossible, scaffold } from '../../../src/service/scaffold'
import type { Wiring } from '../../../src/workload'
import { bodyOf, type Mark, type Snippet, type Snippets } from './body'

const COUNT: Mark = { at: /count: (all)$/m, others: ['1', '2', '4'] }
const HOST_PORT: Mark = { at: /ports:\n +- "(?:[\d.]+\.\d+:)?(\d+):/ }

/** The requests of a service, in the forms that `gpu-compose new` writes. */
export const requests = (): Snippets => ({
  'GPU: reservation under deploy': request('gpu-deploy', 'deploy', 'all', COUNT),
  'GPU: reservation of chosen GPUs': request('gpu-ids', 'deploy', ['0'], { at: /"(0)"/ }),
  'GPU: gpus': request('gpu-gpus', 'gpus', 'all'),
  'GPU: runtime and variable': request('gpu-runtime', 'runtime', 'all', {
    at: /DEVICES: (all)/,
    others: ['"0"', '"0,1"'],
  }),
  'GPU: CDI devices': request('gpu-cdi', 'cdi', 'all', { at: /=(all)/, others: ['0', '1'] }),
  'GPU: reservation and device nodes': request('gpu-devices', 'devices', ['0'], { at: /(?<=nvidia|")0/ }),
})

function request(prefix: string, wiring: Wiring, gpus: 'all' | readonly string[], ...marks: Mark[]): Snippet {
  const made = scaffold({ framework: frameworks[0]?.id ?? '', wiring, gpus }, facts, {})
  if (isImpossible(made) || !made.plan.request) throw new Error(`no request: ${wiring}`)
  const { request, reasons } = made.plan
  const why = reasons.find(({ choice }) => choice === 'Wiring')?.because
  return { prefix, body: bodyOf(yaml(requestKeys(request)).join('\n'), marks), description: `Of a service: ${why}.` }
}

/** The service of a framework's default project. */
export function serviceSnippet(plan: Plan): Snippets {
  const { framework, name, stages } = plan
  const built = stages.length > 0 ? ` gpu-dockerfile-${framework.id} writes its Dockerfile.` : ''
  return {
    [`GPU: service ${framework.title}`]: {
      prefix: `gpu-service-${framework.id}`,
      body: bodyOf(serviceText(plan), [{ at: new RegExp(`^${name}(?=:)`) }, COUNT, HOST_PORT]),
      description: `Below services: ${releaseOf(plan)}.${built}`,
    },
  }
}

/** What a description says of the release: the rest stands in the page of the framework. */
export const releaseOf = ({ framework, cuda }: Plan): string =>
  `${framework.title} ${framework.version}${cuda && !framework.version.startsWith(cuda) ? ` with CUDA ${cuda}` : ''}`

/** An image that runs on the CPU too is often meant to. */
const pair = ({ framework: { id }, image }: Plan): string =>
  image && frameworks.find((one) => one.id === id)?.cpu
    ? `  # Starts only with a GPU: gpu-compose new ${id} --cpu-fallback writes a pair of files.\n`
    : ''

function serviceText(plan: Plan): string {
  const [file] = composeFiles(plan)
  const lines = /^services:\n((?: .*\n)+)/m.exec(file?.text ?? '')?.[1] ?? ''
  const volumes = namedVolumes(plan).map((name) => `${name}: {}`)
  const declare = volumes.length > 0 ? `  # At the top level of the file: volumes: { ${volumes.join(', ')} }\n` : ''
  return lines.replace(/^ {2}/gm, '') + declare + pair(plan)
}
