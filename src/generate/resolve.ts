import type { Facts } from '../facts'
import { frameworks } from '../frameworks'
import type { Choice } from '../frameworks/types'
import type { Target } from '../host/target'
import { hint } from '../text'
import type { Mode, Workload } from '../workload'
import { type Base, baseOf } from './base'
import { clusterOf } from './cluster'
import { wrongParts } from './parts'
import { pick } from './pick'
import { type Impossible, isImpossible, type Plan, usualName } from './plan'
import { planOf } from './plan-of'
import { reasonsOf } from './reasons'
import { refusal } from './refusals'
import { requestOf } from './request'
import { type User, userOf } from './user'
import type { Wanted } from './wanted'

/**
 * Decides everything that a project needs, each choice with its reason.
 * @param target what it will run on; nothing said is nothing assumed
 */
export function resolve(workload: Workload, facts: Facts, target: Target = {}): Plan | Impossible {
  const framework = frameworks.find(({ id }) => id === workload.framework)
  if (!framework) return unknownFramework(workload)
  const mode = workload.mode ?? framework.ownImage?.mode(workload) ?? (framework.modes[0] as Mode)
  const vendor = workload.vendor ?? 'nvidia'
  const wanted = { framework, workload, vendor, mode, target, facts }
  const refused = refusal(wanted)
  if (refused) return refused
  const found = pick(wanted)
  if (isImpossible(found)) return found
  const wrong = wrongParts(wanted, found.release.version)
  if (wrong) return wrong
  const asked = requestOf(wanted)
  if (isImpossible(asked)) return asked
  const { request } = asked
  const cluster = clusterOf(workload, request, facts)
  if (cluster && isImpossible(cluster)) return cluster
  const base = baseOf(found, { ...wanted, gpu: request !== undefined })
  if (isImpossible(base)) return base
  const user = userOf({ ...wanted, release: base.picked.release, request })
  if (isImpossible(user)) return user
  const choice = choiceOf(wanted, base, user, request !== undefined)
  const reasons = [...reasonsOf(framework, base.picked, choice, workload), ...asked.reasons, ...user.reasons]
  return planOf({
    framework,
    workload,
    choice,
    base,
    user,
    recipe: framework.recipe(choice),
    request,
    cluster,
    reasons,
  })
}

function choiceOf({ framework, workload, mode, vendor, facts }: Wanted, base: Base, user: User, gpu: boolean): Choice {
  const { picked, python } = base
  return {
    name: workload.name ?? usualName(framework.id),
    mode,
    vendor,
    release: picked.release,
    build: picked.build,
    ...(python && { python }),
    gpu,
    pair: workload.cpuFallback ?? false,
    nonRoot: user.nonRoot,
    backends: workload.backends ?? [],
    repoagents: workload.repoagents ?? [],
    facts,
  }
}

function unknownFramework({ framework }: Workload): Impossible {
  const ids = frameworks.map(({ id }) => id)
  const impossible = `There is no framework "${framework}": there are ${ids.join(', ')}.${hint(framework, ids)}`
  return { impossible, nearest: undefined }
}
