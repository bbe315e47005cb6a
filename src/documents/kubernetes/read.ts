import { plainText } from '../plain-text'
import type { SourceFile } from '../source'
import { isTemplate } from '../template'
import { asMap, asSeq, type MapValue, type Value } from '../tree'
import { readYaml } from '../yaml/read'
import type { YamlText } from '../yaml/types'
import { podsOf } from './pods'
import type { KubernetesDocument, Resource } from './types'

/** Reads Kubernetes manifests. A template (Helm, Jinja) is no YAML yet: it gives no resources and no problems. */
export function readKubernetes(file: SourceFile, yaml?: YamlText): KubernetesDocument {
  if (isTemplate(file.text)) return { kind: 'kubernetes', file, resources: [], problems: [] }
  const { documents, problems } = yaml ?? readYaml(file)
  return { kind: 'kubernetes', file, resources: documents.flatMap(resourcesOf), problems }
}

function resourcesOf(value: Value | undefined): readonly Resource[] {
  const node = asMap(value)
  const [apiVersion, resourceKind] = ['apiVersion', 'kind'].map((key) => plainText(node?.get(key))?.value)
  if (!node || !apiVersion || !resourceKind) return []
  const items = asSeq(node.get('items'))
  if (items && resourceKind.endsWith('List')) return items.items.flatMap(resourcesOf)
  return [readResource(node, apiVersion, resourceKind)]
}

function readResource(node: MapValue, apiVersion: string, resourceKind: string): Resource {
  const name = plainText(node.at('metadata', 'name'))?.value
  return { apiVersion, resourceKind, name, node, pods: podsOf(node, resourceKind) }
}
