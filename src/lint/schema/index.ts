import type { Document } from '../../documents/document'
import type { Kind } from '../../documents/source'
import type { MapValue, Path, Value } from '../../documents/tree'
import type { Span } from '../../text'
import { Kept } from '../../text'
import type { RuleFix } from '../rule'
import { fixesOf, renameFix } from './fixes'
import {
  allowedKeys,
  bentofile,
  compose,
  devcontainer,
  kubernetes,
  type Validator,
} from './generated/validators.generated'
import { keysAt, nearestKey } from './nearest'
import { isOwned } from './owned'
import { isTagged, isVariable, nameOf, placeOf, reachOf, walk } from './place'
import { plainOf } from './plain'
import { type Mistake, reduce } from './reduce'
import { sentence, unknownKey } from './sentences'
import { type Sure, sureIn } from './sure'
import { isAccepted } from './tolerated'

export { ownedPaths } from './owned'

export interface SchemaReport {
  readonly rule: `${SchemaKind}/schema`
  readonly at: Value
  readonly message: string
  /** Path of the key or value that is wrong. */
  readonly path: Path
  readonly fixes: readonly RuleFix[]
}

type SchemaKind = Exclude<Kind, Unstructured>

/** Kinds whose files are no tree of keys and values. */
type Unstructured = 'dockerfile' | 'script'

const isUnstructured = (document: Document): document is Extract<Document, { kind: Unstructured }> =>
  document.kind === 'dockerfile' || document.kind === 'script'

type SchemaErrors = NonNullable<Validator['errors']>

const validators: Readonly<Record<SchemaKind, Validator>> = { compose, kubernetes, devcontainer, bentofile }

const REFUSES: Readonly<Record<SchemaKind, string>> = {
  compose: 'Compose refuses the file',
  kubernetes: 'Kubernetes refuses the object',
  devcontainer: 'The devcontainer specification does not allow it',
  bentofile: 'BentoML refuses the file',
}

/** Which places are told elsewhere. */
type Told = typeof isOwned

/**
 * What the schema of the document's kind finds wrong: one report a mistake, in the order of the text.
 * @param isTold by default what rules of ours speak about
 */
export function schemaReports(document: Document, isTold: Told = isOwned): readonly SchemaReport[] {
  if (isUnstructured(document)) return []
  const { kind, problems } = document
  const reports = rootsOf(document).flatMap((root) => reportsOf(kind, root, sureIn(root, problems), isTold))
  return unique(reports).sort((a, b) => a.at.span.start - b.at.span.start)
}

function rootsOf(document: Exclude<Document, { kind: Unstructured }>): readonly MapValue[] {
  if (document.kind === 'kubernetes') return document.resources.map(({ node }) => node)
  return document.root ? [document.root] : []
}

/** True where the schema of its kind has nothing against the document. */
export const isAcceptedBySchema = (document: Document): boolean =>
  isUnstructured(document) || rootsOf(document).every((root) => errorsOf(document.kind, root).length === 0)

/** The stretches that the schema of its kind refuses, those included that a rule of ours speaks about. */
export function refusedSpans(document: Document): readonly Span[] {
  if (isUnstructured(document)) return []
  return rootsOf(document).flatMap((root) =>
    reduce(errorsOf(document.kind, root)).flatMap((mistake) => {
      const value = walk(root, mistake.error.instancePath).at(-1)
      return value && !isTagged(value) ? [reachOf(mistake, value)] : []
    }),
  )
}

/** Rules and the schema's own reports ask for the same errors. */
const validated = new Kept<MapValue, SchemaErrors>()

function errorsOf(kind: SchemaKind, root: MapValue): SchemaErrors {
  const known = validated.get(root)
  if (known) return known
  const validate = validators[kind]
  const errors = validate(plainOf(root)) ? [] : (validate.errors ?? [])
  validated.set(root, errors)
  return errors
}

function reportsOf(kind: SchemaKind, root: MapValue, sure: Sure, isTold: Told): readonly SchemaReport[] {
  const mistakes = reduce(errorsOf(kind, root))
  return mistakes.flatMap((mistake) => reportOf(kind, root, mistake, sure, isTold) ?? [])
}

function reportOf(
  kind: SchemaKind,
  root: MapValue,
  mistake: Mistake,
  sure: Sure,
  isTold: Told,
): SchemaReport | undefined {
  const values = walk(root, mistake.error.instancePath)
  const value = values.at(-1)
  if (!value || values.some(isTagged) || isVariable(value)) return undefined
  if (mistake.error.keyword === 'additionalProperties')
    return value.kind === 'map' ? unknown(kind, value, mistake, sure, isTold) : undefined
  if (!sure(value.span, value)) return undefined
  if (kind === 'compose' && (isAccepted(mistake, value, values) || isTold(value.path, value.kind === 'map')))
    return undefined
  const message = sentence(mistake, value, nameOf(value.path) || 'The file', REFUSES[kind])
  if (message === undefined) return undefined
  return {
    rule: `${kind}/schema`,
    at: placeOf(mistake, value),
    message,
    path: value.path,
    fixes: fixesOf(kind, mistake, value),
  }
}

function unknown(
  kind: SchemaKind,
  map: MapValue,
  { error }: Mistake,
  sure: Sure,
  isTold: Told,
): SchemaReport | undefined {
  const key = String(error.params.additionalProperty)
  const entry = map.entry(key)
  const path = [...map.path, key]
  if (!entry || key.startsWith('x-') || key.includes('$') || isTagged(entry.value)) return undefined
  if (!sure(entry.key.span, map)) return undefined
  if (kind === 'compose' && isTold(path, entry.value.kind === 'map')) return undefined
  const allowed = keysAt(allowedKeys[kind], map.path)
  const near = nearestKey(
    key,
    allowed.filter((name) => !map.has(name)),
  )
  const message = unknownKey(key, nameOf(map.path), { near, named: allowed.length === 0 }, REFUSES[kind])
  return {
    rule: `${kind}/schema`,
    at: entry.key,
    message,
    path,
    fixes: near === undefined ? [] : [renameFix(entry, near)],
  }
}

/** A value that several aliases bring in is written once, so it is reported once. */
function unique(reports: readonly SchemaReport[]): SchemaReport[] {
  const seen = new Set<string>()
  return reports.filter(({ at, message, path }) => {
    const id = `${at.file.path} ${at.span.start} ${at.span.end} ${message.slice(message.indexOf('. '))} ${path.at(-1)}`
    return !seen.has(id) && seen.add(id)
  })
}
