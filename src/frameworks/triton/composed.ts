import type { Choice, Reason } from '../types'

/** An image with the backends that are named, put together by Triton's own compose.py. */
export interface Composed {
  readonly image: string
  readonly script: string
  readonly reason: Reason
  readonly note: string
}

export const SCRIPT = 'compose-image.sh'
const FROM = 'nvcr.io/nvidia/tritonserver'

/** @returns undefined where the image of the release is wished */
export function composedOf(choice: Choice): Composed | undefined {
  const { release, backends, repoagents, name, facts } = choice
  const known = facts.tritonParts(release.version)
  if (backends.length === 0 || !known) return undefined
  // The tag says what the image holds: another choice is another image, and none is stale.
  const image = `${name}-composed:${[release.version, ...backends, ...repoagents].join('-')}`
  return {
    image,
    script: scriptOf(image, choice, known.imports),
    reason: {
      choice: 'Image',
      value: image,
      because: `sh ${SCRIPT} puts it together, before the first start; no registry has it, so it is never pulled`,
      fact: { table: 'triton', retrieved: known.retrieved },
      in: ['compose', 'readme'],
    },
    note: noteOf(choice, known.backends),
  }
}

function noteOf({ release: { version }, backends, repoagents }: Choice, all: readonly string[]): string {
  const gone = all.filter((one) => !backends.includes(one))
  const agents = repoagents.length > 0 ? `, and the repository agents ${repoagents.join(', ')}` : ''
  return `\`${SCRIPT}\` lets Triton's own \`compose.py\` (compose.md in the docs of triton-inference-server/server, branch r${version}) copy the backends ${backends.join(', ')}${agents} out of \`${FROM}:${version}-py3\` onto \`${FROM}:${version}-py3-min\`. It needs docker, git and python3, and pulls both images. What is not named falls away: ${gone.length > 0 ? `the backends ${gone.join(', ')}, ` : ''}${agents ? '' : 'the repository agents, '}the response caches (\`--cache-config\`), and the rest of /opt/tritonserver but bin, lib and include. Before the script has run, \`docker compose up\` ends with \`No such image\`.`
}

const scriptOf = (image: string, { release: { version }, backends, repoagents }: Choice, imports: readonly string[]) =>
  `#!/bin/sh
# Puts together the image ${image}: Triton's own compose.py copies these parts
# out of ${FROM}:${version}-py3 onto ${FROM}:${version}-py3-min.
set -eu

for tool in docker git python3; do
  command -v "$tool" >/dev/null || { echo "$0: there is no $tool here, which is needed" >&2; exit 1; }
done
docker version >/dev/null || { echo "$0: docker does not answer, so nothing can be pulled or built" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
git -c advice.detachedHead=false clone --quiet --depth 1 --branch r${version} \\
  https://github.com/triton-inference-server/server.git "$work/server"
${stubs(imports)}
cd "$work/server"
${imports.length > 0 ? 'PYTHONPATH="$work/host" ' : ''}python3 compose.py --container-version ${version} \\
${[...backends.map((one) => `--backend ${one}`), ...repoagents.map((one) => `--repoagent ${one}`)].map((flag) => `  ${flag} \\\n`).join('')}  --output-name ${image}
`

/** Debian itself, and what descends from Fedora, would get a Dockerfile with yum (build.py @r24.09 and later, target_platform). */
function stubs(imports: readonly string[]): string {
  if (imports.length === 0) return ''
  const distro = imports.includes('distro')
  return `
# build.py, which compose.py reads, imports ${imports.join(' and ')} from PyPI. It downloads nothing for these backends${distro ? `, and\n# asks only which family of Linux this is: the images are Ubuntu, whatever this machine is` : ''}.
mkdir "$work/host"
: > "$work/host/requests.py"
${distro ? `echo 'def like(): return "debian"' > "$work/host/distro.py"\n` : ''}`
}
