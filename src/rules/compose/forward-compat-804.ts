import type { EnvironmentVariable, Service } from '../../documents/compose/types'
import { defineRule, type Report, type RuleContext, type RuleFix } from '../../lint/rule'
import { cudaBase } from '../support/cuda-stage'
import { fixesOf, originOf, placeOf, removeVariable, setVariable, variableOf } from '../support/environment-variable'
import { compatCuda, isCompatDirectory, NOTE, PATH_MESSAGE, refusedBy, sources } from '../support/forward-compat'
import { imageOf } from '../support/gpu-image'

export default defineRule({
  meta: {
    id: 'compose/forward-compat-804',
    kind: 'compose',
    severity: 'error',
    fixable: 'unsafe',
    since: '0.1.0',
    needs: ['/compat'],
    summary: 'The forward-compatibility libraries of CUDA are for data-centre cards.',
    why: 'On a GeForce they take the place of the libcuda of the driver, and every CUDA program stops with error 804.',
    messages: { path: PATH_MESSAGE },
    sources,
    notes: [NOTE],
  },
  *check({ services }, context) {
    for (const service of services) {
      const variable = variableOf(service, 'LD_LIBRARY_PATH')
      if (variable?.value?.includes('/compat')) yield* ofVariable(service, variable, variable.value, context)
    }
  },
})

function* ofVariable(
  service: Service,
  variable: EnvironmentVariable,
  value: string,
  context: RuleContext,
): Iterable<Report> {
  const base = cudaBase(imageOf(service, context)?.value, context.facts)?.minor
  const directory = value.split(':').find(isCompatDirectory)
  const at = directory === undefined ? undefined : placeOf(service, variable)
  const data = at && directory && refusedBy(compatCuda(directory, base), context.facts, context.target)
  if (!at || !data || !directory) return
  yield { message: 'path', data: { ...data, directory }, at, fixes: takenOff(variable, value), ...originOf(variable) }
}

function takenOff(variable: EnvironmentVariable, value: string): readonly RuleFix[] {
  const rest = value.split(':').filter((directory) => !isCompatDirectory(directory))
  if (variable.interpolated) return []
  if (rest.every((directory) => directory === ''))
    return fixesOf([['Delete LD_LIBRARY_PATH', removeVariable(variable)]])
  return fixesOf([['Take the directory off LD_LIBRARY_PATH', setVariable(variable, rest.join(':'))]])
}
