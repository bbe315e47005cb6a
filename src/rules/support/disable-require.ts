import type { Service } from '../../documents/compose/types'
import type { Stage } from '../../documents/dockerfile/types'
import { variableOf } from './environment-variable'

/** What Go's strconv.ParseBool takes for true: the toolkit reads NVIDIA_DISABLE_REQUIRE with it (internal/config/image). */
export const isGoTrue = (value: string): boolean => /^(?:1|[tT]|true|TRUE|True)$/.test(value)
export const isGoFalse = (value: string): boolean => /^(?:0|[fF]|false|FALSE|False)$/.test(value)

const CHECK = /^NVIDIA_(?:DISABLE_REQUIRE|REQUIRE_\w+)$/

/** True where the service sets the check itself or turns it off; an unknown value counts. */
export const serviceSetsCheck = (service: Service): boolean =>
  service.environmentUnknown || service.environment.some(({ name, value }) => CHECK.test(name) && !isOff(name, value))

const isOff = (name: string, value: string | undefined): boolean =>
  name === 'NVIDIA_DISABLE_REQUIRE' && value !== undefined && !isGoTrue(value)

/** The same for the ENV instructions that lead to a stage. */
export const stageSetsCheck = ({ lineage }: Stage): boolean =>
  lineage.some(
    (instruction) =>
      instruction.keyword === 'ENV' &&
      'declarations' in instruction &&
      instruction.declarations.some(({ name, value }) => CHECK.test(name.raw) && !isOff(name.raw, value?.value)),
  )

/** True where the service surely turns the start check off. */
export const turnsCheckOff = (service: Service): boolean =>
  isGoTrue(variableOf(service, 'NVIDIA_DISABLE_REQUIRE')?.value ?? '')
