import { packageInstalls } from '../../documents/dockerfile/pip'
import type { PackageInstall, Requirement } from '../../documents/dockerfile/pip-types'
import { readRequirements, requirementFilesOf } from '../../documents/dockerfile/requirements'
import type { Stage } from '../../documents/dockerfile/types'
import type { RuleContext } from '../../lint/rule'

/** Wheels that bring cuDNN along or need torch, which does. */
const BRINGS =
  /^(?:torch|torchvision|torchaudio|pytorch.*|lightning|fastai|jax|flax|vllm|xformers|accelerate|ultralytics|openai-whisper|sentence-transformers|diffusers|timm|paddlepaddle.*|mxnet.*|nvidia-cudnn.*|cudnn)$/

/** True where the packages of a stage bring a cuDNN of their own, or are not all known. */
export function mayBringCudnn(stage: Stage, context: RuleContext): boolean {
  const installs = stage.lineage.flatMap((one) =>
    'commands' in one && one.keyword === 'RUN' ? packageInstalls(one) : [],
  )
  return (
    installs.some(
      (install) => install.requirements.some(brings) || isProject(install) || filesMay(install, stage, context),
    ) ||
    stage.lineage.some(
      (one) => 'commands' in one && one.commands.some(({ name = '', args }) => syncs(name, args[0]?.value)),
    )
  )
}

/** What a project, an archive or a lock file needs is not known. */
const isProject = ({ command }: PackageInstall): boolean =>
  command.args.some(
    ({ value, raw }) => /^\.|\/|\.whl\b|^git\+|\$/.test(value ?? raw) && !/^-|^https?:/.test(value ?? raw),
  )

const syncs = (name: string, verb: string | undefined): boolean =>
  /^(?:poetry|pipenv|pdm|conda|mamba|micromamba|pixi)$/.test(name) || (name === 'uv' && verb === 'sync')

const brings = ({ name, extras, pinned }: Requirement): boolean =>
  BRINGS.test(name) || extras.some((extra) => /cuda|cudnn/.test(extra)) || /\+cu\d/.test(pinned ?? '')

function filesMay(install: PackageInstall, stage: Stage, { project }: RuleContext): boolean {
  const known = requirementFilesOf(stage).filter((file) => file.install === install)
  if (known.length < install.requirementFiles.length) return true
  return known.some(({ path }) => {
    const text = project.text(path)
    return text === undefined || /\.(?:ya?ml|toml)$/i.test(path) || readRequirements(text, path).some(brings)
  })
}
