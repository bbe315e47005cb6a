import type { RuleMeta } from './rule'

const since = '0.1.0'
const severity = 'error'
const fixable = 'unsafe'

/** Findings that the engine makes itself: they have ids, levels and pages like rules, but no file under `rules/`. */
export const builtinMetas = [
  {
    id: 'compose/schema',
    kind: 'compose',
    severity,
    fixable,
    since,
    summary: 'A compose file must follow the Compose schema.',
    why: 'Docker Compose validates the whole file first and starts nothing when one key or value is wrong.',
    messages: {},
    sources: ['compose-spec schema, as shipped with docker-compose 1.5.0 (npm, 2026-09-17), plus `pre_start`'],
  },
  {
    id: 'kubernetes/schema',
    kind: 'kubernetes',
    severity,
    fixable: 'none',
    since,
    summary: 'The GPU part of a manifest must have the shape that Kubernetes accepts.',
    why: 'The API server refuses the object, or the scheduler never places the pod.',
    messages: {},
    sources: ['kubernetes/website content/en/docs/tasks/manage-gpus/scheduling-gpus.md @0008cd26'],
  },
  {
    id: 'devcontainer/schema',
    kind: 'devcontainer',
    severity,
    fixable: 'none',
    since,
    summary: 'The GPU part of a devcontainer.json must have the shape of its specification.',
    why: 'The tool that opens the container ignores or refuses the value, and the container has no GPU.',
    messages: {},
    sources: ['devcontainers/spec schemas/devContainer.base.schema.json'],
  },
  {
    id: 'bentofile/schema',
    kind: 'bentofile',
    severity,
    fixable: 'none',
    since,
    summary: 'The docker section of a bentofile.yaml must have the shape that BentoML accepts.',
    why: '`bentoml build` stops at a value of the wrong type.',
    messages: {},
    sources: ['bentoml/BentoML @32230a52 (2026-04-30)'],
  },
  {
    id: 'ignore/unknown-rule',
    kind: 'ignore',
    severity: 'info',
    fixable: 'none',
    since,
    summary: 'An ignore comment must name rules that exist.',
    why: 'A misspelt id hides nothing, and nobody notices.',
    messages: {
      unknown:
        'No rule is called "{id}". The comment hides nothing{near}. Write the id as `gpu-compose rules` lists it, or delete the comment.',
    },
    sources: ['the contract of GPU Compose'],
  },
  {
    id: 'ignore/unused',
    kind: 'ignore',
    severity: 'info',
    fixable: 'none',
    since,
    summary: 'An ignore comment must hide something.',
    why: 'A comment that outlived its finding would hide the next one, which nobody has judged.',
    messages: {
      unused:
        '"{id}" is ignored here, but it finds nothing here. A comment that outlived its finding hides the next one unseen. Delete the id from the comment.',
    },
    sources: ['the contract of GPU Compose'],
  },
] as const satisfies readonly RuleMeta[]

export type BuiltinId = (typeof builtinMetas)[number]['id']

type Builtin = (typeof builtinMetas)[number]

export const builtinMeta = <I extends BuiltinId>(id: I): Extract<Builtin, { id: I }> =>
  builtinMetas.find((meta) => meta.id === id) as Extract<Builtin, { id: I }>
