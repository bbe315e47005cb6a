/** A form for which our verdict differs from that of `docker compose config` on purpose, and why. */
export interface Disagreement {
  readonly form: RegExp
  /** What Compose 2.40.3 does with it. */
  readonly compose: 'accepts' | 'refuses'
  readonly why: string
}

/** Each sentence of `why` is a decision: what we leave to Compose says so itself, at its next start. */
export const disagreements: readonly Disagreement[] = [
  {
    form: /(?:replicas: two|retries: many|cpus: two|mem_limit: 8Gi|privileged: maybe)/,
    compose: 'refuses',
    why: 'The schema takes a text for a number or a truth value, since it may hold a variable; no rule casts these keys.',
  },
  {
    form: /memlock: -1\.0/,
    compose: 'refuses',
    why: 'JSON, and so the schema, does not tell -1.0 from -1.',
  },
  {
    form: /environment: \{A: 2020-01-01\}/,
    compose: 'refuses',
    why: 'A plain date is a text in YAML 1.2, which we read, and a time to the reader of Compose.',
  },
  {
    form: /group_add: \[1\.5\]/,
    compose: 'refuses',
    why: 'The schema takes every number for a group.',
  },
  {
    form: /devices: \["a:b:c:d"\]/,
    compose: 'refuses',
    why: 'No rule of ours counts the parts of a mapping of ordinary nodes.',
  },
  {
    form: /volumes: \["(?::\/m|\.\/m:)"\]/,
    compose: 'refuses',
    why: 'No rule of ours parses the short form of volumes to refuse it: it is not about the GPU.',
  },
  {
    form: /(?:depends_on: \[nobody\]|ipc: service:nobody)/,
    compose: 'refuses',
    why: 'A service that this file lacks may come from another file given with -f.',
  },
  {
    form: /image: ""/,
    compose: 'refuses',
    why: 'A service without an image may get one from another file given with -f.',
  },
]
