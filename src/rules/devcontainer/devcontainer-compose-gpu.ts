import type { Service } from '../../documents/compose/types'
import type { DevcontainerDocument } from '../../documents/devcontainer/types'
import { asSeq, type Value } from '../../documents/tree'
import { dirname, resolvePath } from '../../documents/workspace'
import { composeVersion } from '../../host/engine'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { mayHaveGpu } from '../support/gpu-access'
import { isBefore } from '../support/host-versions'
import { type GpusArgument, gpusArguments } from '../support/run-args'

export default defineRule({
  meta: {
    id: 'devcontainer/devcontainer-compose-gpu',
    kind: 'devcontainer',
    severity: 'warning',
    fixable: 'safe',
    since: '0.1.0',
    needs: ['dockerComposeFile'],
    summary: 'A dev container from a compose file gets its GPU from the compose service.',
    why: 'runArgs are not read beside dockerComposeFile: nothing fails, and the container has no GPU.',
    messages: {
      ignored:
        '{flag} stands in runArgs, which are not read beside dockerComposeFile: the container gets no GPU from it. Ask in the compose service {service} instead: reserve the GPUs under deploy, or write gpus: all.',
      twice:
        '{flag} stands in runArgs, which are not read beside dockerComposeFile. The compose service {service} asks for its GPU itself. Delete the argument.',
      counted:
        'hostRequirements.gpu makes the dev container tool ask for the capability gpu without a count for the service {service}. Docker Compose before 2.30 passes that on as 0 GPUs; later ones take all. Reserve the GPUs in the service itself with count: all where the host always has one.',
    },
    sources: [
      'devcontainers/spec#469',
      'microsoft/vscode-remote-release#10124',
      'microsoft/vscode-remote-release#9385',
      'devcontainers/cli#173',
      'compose-spec/compose-go#689',
    ],
    notes: [
      'hostRequirements.gpu is only a hint where the version of Docker Compose is not known, and nothing where the target names 2.30 or later. Silent on it where the service may have a GPU in another way, or could not be read.',
    ],
  },
  *check(document, context) {
    if (document.dockerComposeFiles.length === 0) return
    const service = serviceOf(document, context)
    for (const argument of gpusArguments(document)) yield ignored(argument, document, service)
    yield* counted(document, service, context)
  },
})

function ignored(argument: GpusArgument, { root }: DevcontainerDocument, service: Service | undefined): Report {
  const { flag, item } = argument
  const named = root?.get('service')
  const name = service?.name ?? (named?.kind === 'scalar' ? String(named.value) : 'that it starts')
  const data = { flag: [...new Set([flag, item ?? flag])].map(({ raw }) => raw).join(' '), service: name }
  if (!service || service.requests.length === 0) return { message: 'ignored', data, at: flag.node }
  return { message: 'twice', data, at: flag.node, severity: 'info', fixes: remove(argument) }
}

function remove({ flag, item }: GpusArgument): readonly RuleFix[] {
  const seq = asSeq(flag.node.parent)
  if (!seq) return []
  const items = [...new Set([flag.node, item?.node ?? flag.node])]
  return [{ title: 'Delete it', ops: items.map((one) => ({ op: 'remove-item', seq, item: one })) }]
}

/** `optional` and `true`, and the object that names cores or memory. */
const isAsked = (gpu: Value | undefined): boolean =>
  gpu?.kind === 'map' || (gpu?.kind === 'scalar' && (gpu.value === true || gpu.value === 'optional'))

function* counted(
  { gpu }: DevcontainerDocument,
  service: Service | undefined,
  { target }: RuleContext,
): Iterable<Report> {
  if (!gpu || !service || !isAsked(gpu) || service.partial || mayHaveGpu(service)) return
  const compose = composeVersion(target)
  if (compose !== undefined && !isBefore(compose, '2.30')) return
  const severity = compose === undefined ? 'info' : 'warning'
  yield { message: 'counted', data: { service: service.name }, at: gpu, severity }
}

/** The service that becomes the dev container, as all its files together have it. */
function serviceOf({ root, file, dockerComposeFiles }: DevcontainerDocument, { project }: RuleContext) {
  const name = root?.get('service')
  const last = dockerComposeFiles.at(-1)?.value
  const path = last === undefined ? undefined : resolvePath(dirname(file.path), last)
  const document = path === undefined ? undefined : project.document(path)
  if (document?.kind !== 'compose' || name?.kind !== 'scalar') return undefined
  const all = [document, ...project.siblingsOf(document)].flatMap(({ services }) => services)
  return all.find((service) => service.name === name.value)
}
