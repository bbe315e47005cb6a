import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { Job } from 'kubernetes-models/batch/v1/Job'
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim'
import { Pod } from 'kubernetes-models/v1/Pod'
import { Service } from 'kubernetes-models/v1/Service'
import { parseAllDocuments } from 'yaml'

/** The kinds that we write, with validators made from the OpenAPI description that Kubernetes publishes (1.27). */
const published = [Pod, Service, PersistentVolumeClaim, Deployment, Job]

/** What the published schemas of its kinds say against each object of a manifest. */
export const againstSchema = (text: string): readonly string[] =>
  parseAllDocuments(text).flatMap((document) => {
    const problems = document.errors.map(({ message }) => message)
    return problems.length > 0 ? problems : ofObject(document.toJS())
  })

function ofObject(object: { readonly apiVersion: string; readonly kind: string }): readonly string[] {
  const kind = published.find(({ is }) => is(object))
  if (!kind) return [`no schema for ${object.kind} of ${object.apiVersion}`]
  const unread = new Set<string>()
  const wrong = said(() => kind.prototype.validate.call(watched(object, '', unread)))
  // A key that is wrong hides those behind it from the validator.
  return wrong.length > 0 ? wrong : Array.from(unread, (path) => `unknown key ${path}`)
}

function said(validate: () => void): readonly string[] {
  try {
    validate()
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}

/** The schemas take any key beside those they know, and read those alone: what nobody reads, no schema knows. */
function watched<T>(value: T, path: string, unread: Set<string>): T {
  if (typeof value !== 'object' || value === null) return value
  for (const key of Object.keys(value)) unread.add(`${path}/${key}`)
  const inner = new Map(Object.entries(value).map(([key, one]) => [key, watched(one, `${path}/${key}`, unread)]))
  return new Proxy(value, {
    get: (target, key) => {
      unread.delete(`${path}/${String(key)}`)
      return inner.get(String(key)) ?? Reflect.get(target, key)
    },
  })
}
