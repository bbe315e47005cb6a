import type { Kind } from './source'
import { isComposeTemplate, isTemplate } from './template'
import { basename } from './workspace'

const YAML = /\.ya?ml$/i
const COMPOSE = /^(?:docker-compose.*|compose(?:[-._\d].*)?|.+\.compose)\.ya?ml$/i
const DOCKERFILE = /^(?:dockerfile|containerfile)(?:[._-].+)?$|.\.(?:dockerfile|containerfile)$/i
const DEVCONTAINER = /^\.?devcontainer\.json$/i
const BENTOFILE = /^bentofile\.ya?ml$/i

/** Endings of files that another tool reads: templates, and notes, scripts and ignore lists about a Dockerfile. */
const FOREIGN =
  /\.(?:j2|jinja2?|tmpl|tpl|template|gotmpl|erb|mustache|hbs|ejs|in|dockerignore|md|txt|rst|html?|ya?ml|json|toml|sh|py|js|ts|rb|go|rs|c|cc|cpp|h|java|ps1|bat|cmd|xml|csv|log|lock|cfg|ini|conf|env|patch|diff|bak|orig|rej|swp|tar|gz|zip|png|svg)$/i

/** Only manifests with something of a GPU in their text are ours; some images that need one do not say so in their name. */
const GPU_WORD = /gpu|nvidia|cuda|rocm|vllm-openai|text-(?:generation|embeddings)-inference|lmdeploy|rapidsai/i

/** True for a name that Compose users give to compose files, override files included. */
export const isComposeName = (path: string): boolean => COMPOSE.test(basename(path))

/**
 * What a file is, by its name and, for YAML, by its text.
 * @param text asked for at most once, and only when the name is not enough
 * @param configured the kind that the configuration gives this path, which wins
 * @returns undefined for a file that is none of ours
 */
export function detectKind(path: string, text: () => string, configured?: Kind): Kind | undefined {
  if (configured) return configured
  const name = basename(path)
  if (DEVCONTAINER.test(name)) return 'devcontainer'
  if (DOCKERFILE.test(name) && !FOREIGN.test(name)) return 'dockerfile'
  return YAML.test(name) ? detectYaml(name, text()) : undefined
}

function detectYaml(name: string, text: string): Kind | undefined {
  if (BENTOFILE.test(name)) return isTemplate(text) ? undefined : 'bentofile'
  const manifest = looksLikeKubernetes(text)
  if (COMPOSE.test(name) && !(manifest && !TOP_SERVICES.test(text)) && !isForeign(name, text)) {
    return isComposeTemplate(text) ? undefined : 'compose'
  }
  return manifest && GPU_WORD.test(text) && !isTemplate(text) ? 'kubernetes' : undefined
}

/** Names that nobody but Compose has files of. */
const SURE_NAME = /^docker-compose|^compose(?:\.override)?\.ya?ml$|.\.compose\.ya?ml$/i

const TOP_KEY = /^\uFEFF?["']?([A-Za-z][\w.-]*)["']?[ \t]*:/gm
const COMPOSE_KEY = /^(?:services?|volumes|networks|configs|secrets|models|version|x-.*)$/

/** True for another program's file that only begins like a compose file in its name (`compose_a.yaml`). */
function isForeign(name: string, text: string): boolean {
  if (SURE_NAME.test(name)) return false
  const keys = [...text.matchAll(TOP_KEY)].map(([, key = '']) => key)
  return !keys.some((key) => COMPOSE_KEY.test(key)) && keys.some((key) => key !== 'include' && key !== 'name')
}

const API_VERSION = /^\uFEFF?["']?apiVersion["']?[ \t]*:/m
const KIND = /^\uFEFF?["']?kind["']?[ \t]*:/m
const looksLikeKubernetes = (text: string): boolean => API_VERSION.test(text) && KIND.test(text)

const TOP_SERVICES = /^\uFEFF?["']?services["']?[ \t]*:/m
const SERVICE_KEY =
  /^[ \t]+["']?(?:image|build|extends|deploy|command|entrypoint|container_name|environment|env_file|runtime|gpus|devices|profiles|volumes|ports|shm_size|<<)["']?[ \t]*:/m

const SHEBANG = /^\uFEFF?#![ \t]*\S*\/(?:env[ \t]+(?:-S[ \t]+)?)?(?:ba|da|z|k)?sh\b/

/** True for a shell script. For files that a user hands over by name: no walk looks for scripts. */
export const looksLikeScript = (path: string, text: string): boolean =>
  /\.(?:sh|bash)$/i.test(path) || SHEBANG.test(text)

/**
 * True for a YAML text with a top-level `services:` whose maps have a key of a compose service. For files of any name that
 * a user hands over by name; walks through folders go by the name alone.
 */
export function looksLikeCompose(text: string): boolean {
  const top = TOP_SERVICES.exec(text)
  if (!top || isComposeTemplate(text)) return false
  const rest = text.slice(top.index + top[0].length)
  const [sameLine = ''] = rest.split('\n', 1)
  if (/^[ \t]*\{/.test(sameLine)) return /(?:image|build)["']?[ \t]*:/.test(rest)
  const end = rest.slice(sameLine.length).search(/^[^\s#-]/m)
  return SERVICE_KEY.test(end < 0 ? rest : rest.slice(0, sameLine.length + end))
}
