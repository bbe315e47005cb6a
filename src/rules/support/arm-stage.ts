import type { Service } from '../../documents/compose/types'
import type { DockerfileDocument, Stage } from '../../documents/dockerfile/types'
import { asMap, asScalar, asSeq } from '../../documents/tree'
import type { RuleContext } from '../../lint/rule'
import { rootFrom } from './root-image'

const ARM = /^linux\/(?:arm64|aarch64)/

/** What tells that a stage is built for arm64, and whether for that alone. */
export interface ArmSign {
  readonly text: string
  readonly alone: boolean
}

export function armSign(stage: Stage, document: DockerfileDocument, context: RuleContext): ArmSign | undefined {
  const { project, target } = context
  const platform = rootFrom(stage).platform?.value
  if (platform !== undefined) return ARM.test(platform) ? { text: `FROM says ${platform}`, alone: true } : undefined
  const services = project.buildersOf(document).filter((service) => project.buildOf(service)?.stage === stage)
  const named = services.find((service) => platformsOf(service).some((one) => ARM.test(one)))
  const alone = services.every((service) => platformsOf(service).every((one) => ARM.test(one)))
  if (named) return { text: `the service ${named.name} is for linux/arm64${alone ? '' : ' too'}`, alone }
  const isTarget = /\/(?:arm64|aarch64)$/.test(target.platform ?? '')
  return isTarget ? { text: `the target is ${target.platform}`, alone: true } : undefined
}

/** What a service runs on, and what its image is built for. */
const platformsOf = (service: Service): readonly string[] =>
  [service.field('platform'), ...(asSeq(asMap(service.field('build'))?.get('platforms'))?.items ?? [])].flatMap(
    (value) => (value ? [String(asScalar(value)?.value ?? '')] : []),
  )
