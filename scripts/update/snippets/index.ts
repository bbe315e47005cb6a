import { facts } from '../../../src/facts'
import type { Step } from '../../../src/frameworks/types'
import { frameworks, isImpossible, type Plan, scaffold } from '../../../src/service/scaffold'
import type { Snippets } from './body'
import { requests, serviceSnippet } from './compose'
import { dockerfileSnippet } from './dockerfile'
import { kubernetes } from './kubernetes'

/** The snippets of the editors, by path. */
export function snippetFiles(): ReadonlyMap<string, string> {
  const plans = frameworks.flatMap(({ id }) => {
    const made = scaffold({ framework: id }, facts, {})
    return isImpossible(made) ? [] : [alone(made.plan)]
  })
  const files: Readonly<Record<string, readonly Snippets[]>> = {
    compose: [requests(), ...plans.map(serviceSnippet)],
    dockerfile: plans.map(dockerfileSnippet),
    kubernetes: [kubernetes],
  }
  return new Map(
    Object.entries(files).map(([name, parts]) => [
      `snippets/${name}.code-snippets`,
      `${JSON.stringify(Object.assign({}, ...parts), null, 2)}\n`,
    ]),
  )
}

/** A plan that stands alone: without the smoke test, and what only our own programs read. */
function alone(plan: Plan): Plan {
  const test = plan.probe.file?.path
  const { REQUIRE_GPU: _, ...gpuEnvironment } = plan.gpuEnvironment
  const without = (step: Step): Step =>
    step.do === 'copy' && step.sources.length > 1
      ? { ...step, sources: step.sources.filter((source) => source !== test) }
      : step
  return {
    ...plan,
    gpuEnvironment,
    stages: plan.stages.map((stage) => ({ ...stage, steps: stage.steps.map(without) })),
    mounts: plan.mounts.filter((mount) => !test || !mount.startsWith(`./${test}:`)),
  }
}
