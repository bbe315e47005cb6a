import type { Plan } from '../../../src/generate'
import { dockerfiles } from '../../../src/generate/print/dockerfile'
import { bodyOf, type Mark, type Snippets } from './body'
import { releaseOf } from './compose'

/** The Dockerfile of a framework's default project; none where its image is run as it is. */
export function dockerfileSnippet(plan: Plan): Snippets {
  const [file] = dockerfiles(plan)
  if (!file) return {}
  const { framework } = plan
  // The smoke test is a file that a snippet cannot bring.
  const text = file.text.slice(file.text.indexOf('\n\n') + 2).replace(/^COPY (?:--\S+ )*gpu_check\.py \S+\n/m, '')
  const copied = [...text.matchAll(/^COPY (?!--from)(?:--\S+ )*(.+) \S+$/gm)].map(([, sources]) => sources)
  return {
    [`GPU: Dockerfile ${framework.title}`]: {
      prefix: `gpu-dockerfile-${framework.id}`,
      body: bodyOf(text, marksOf(plan)),
      description: `A Dockerfile: ${releaseOf(plan)}. It copies ${copied.join(' and ')}.`,
      isFileTemplate: true,
    },
  }
}

/** The program, its port and the path that answers when it is ready. */
function marksOf({ stages, health }: Plan): readonly Mark[] {
  const steps = stages.flatMap((stage) => stage.steps)
  const sources = steps.flatMap((step) => (step.do === 'copy' && !step.from ? step.sources : []))
  const program = sources.flatMap((source) => /^(?!gpu_check)(\w+)\.(?:py|cu)$/.exec(source)?.[1] ?? [])[0]
  const port = steps.flatMap((step) => (step.do === 'expose' ? [step.port] : []))[0]
  return [
    ...(program ? [{ at: new RegExp(`\\b${program}(?=\\.(?:py|cu)\\b|:)`) }] : []),
    ...(port ? [{ at: new RegExp(`\\b${port}\\b`) }] : []),
    ...(program && health ? [{ at: /http:\/\/127\.0\.0\.1:\d+\/(\w+)/ }] : []),
  ]
}
