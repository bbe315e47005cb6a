import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Workload } from '../../src/workload'
import { findings, type Project, project, refusal } from './support/project'

const composed = (wish: Partial<Workload> = {}): Project =>
  project({ framework: 'triton', backends: ['onnxruntime', 'python'], ...wish })

/** Its compose.py tells how it was called, and asks as that of 25.03 does. */
const GIT = `#!/bin/sh
for to; do :; done
mkdir "$to"
cat > "$to/compose.py" <<'END'
import sys, distro, requests
print(distro.like(), *sys.argv[1:])
END
echo "$@" >&2
`

/** Runs compose-image.sh with a git and a docker that work on nothing. */
function runScript({ text }: Project, docker = 'exit 0'): { readonly calls: string; readonly cloned: string } {
  const folder = mkdtempSync(join(tmpdir(), 'gpu-compose-triton-test-'))
  try {
    for (const [name, program] of [
      ['git', GIT],
      ['docker', `#!/bin/sh\n${docker}\n`],
      ['script', `${text('compose-image.sh')}`],
    ] as const) {
      writeFileSync(join(folder, name), program)
      chmodSync(join(folder, name), 0o755)
    }
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder }
    const calls = execFileSync('sh', ['-c', './script 2>cloned; code=$?; ls -d tmp.* 2>/dev/null; exit $code'], {
      cwd: folder,
      env,
    })
    return { calls: calls.toString(), cloned: readFileSync(join(folder, 'cloned'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('triton with an image that is composed', () => {
  it('names the image by what it holds, never pulls it, and checks clean', async () => {
    const made = composed({ repoagents: ['checksum'], extras: ['kubernetes', 'devcontainer'], nonRoot: true })
    const image = 'triton-composed:25.03-onnxruntime-python-checksum'
    expect(made.text('docker-compose.yml')).toContain(
      `    image: ${image}\n    pull_policy: never\n    user: "1000:1000"\n`,
    )
    expect(made.text('README.md')).toContain('```sh\nsh compose-image.sh\ndocker compose up\n```')
    expect(made.text('README.md')).toContain(`--pull never --user 1000:1000`)
    expect(made.text('k8s/deployment.yaml')).toContain(`image: registry.example.com/${image}\n`)
    expect(made.text('k8s/README.md')).toContain(
      `sh compose-image.sh\ndocker tag ${image} registry.example.com/${image}\ndocker push registry.example.com/${image}\n`,
    )
    expect(await findings(made)).toEqual([])
  })

  it('is this project, whole', async () => {
    for (const { path, text } of composed().files)
      await expect(text).toMatchFileSnapshot(`../../examples/triton-composed/${path}`)
  })

  it('calls compose.py of the branch of the release, and leaves nothing behind', () => {
    const { calls, cloned } = runScript(composed({ repoagents: ['checksum'] }))
    expect(cloned).toMatch(
      /clone .*--depth 1 --branch r25\.03 https:\/\/github\.com\/triton-inference-server\/server\.git/,
    )
    expect(calls).toBe(
      'debian --container-version 25.03 --backend onnxruntime --backend python --repoagent checksum --output-name triton-composed:25.03-onnxruntime-python-checksum\n',
    )
  })

  it('stops before it clones where docker does not answer', () => {
    expect(() => runScript(composed(), 'exit 1')).toThrow()
  })

  it('puts no package in the place of another where the branch imports none', () => {
    expect(composed({ version: '23.04' }).text('compose-image.sh')).not.toContain('PYTHONPATH')
    expect(composed({ version: '23.12' }).text('compose-image.sh')).toMatch(/imports requests from PyPI(?!.*distro)/)
  })

  it('asks by curl where the image has no Python, and brings no example that needs it', async () => {
    const made = composed({ backends: ['onnxruntime'] })
    expect(made.text('docker-compose.yml')).toContain('test: [CMD, curl, "-fsS"')
    expect(made.text('docker-compose.yml')).not.toMatch(/python|shm_size/)
    expect(made.text('README.md')).toContain('docker compose exec triton sh /opt/gpu_check.sh')
    expect(made.files.map(({ path }) => path)).toEqual([
      'docker-compose.yml',
      'compose-image.sh',
      'models/README.md',
      'gpu_check.sh',
      'README.md',
    ])
    expect(await findings(made)).toEqual([])
  })

  it('says what falls away', () => {
    const readme = composed().text('README.md')
    expect(readme).toContain(
      'falls away: the backends tensorrt, pytorch, openvino, dali, fil, identity, repeat, square,',
    )
    expect(readme).toContain('the repository agents, the response caches')
    expect(composed({ repoagents: ['checksum'] }).text('README.md')).not.toContain('square, the repository agents')
  })
})

describe('what cannot be composed', () => {
  const no = (wish: Partial<Workload>) => refusal({ framework: 'triton', ...wish })

  it('an unknown backend, with the nearest name', () => {
    expect(no({ backends: ['onnxrutime', 'python'] })).toEqual({
      why: 'The image of Triton 25.03 has no backend onnxrutime: there are python, onnxruntime, tensorrt, pytorch, openvino, dali, fil, identity, repeat, square. Did you mean "onnxruntime"?',
      nearest: { framework: 'triton', backends: ['python', 'onnxruntime'] },
    })
    expect(no({ backends: ['onnx'] }).nearest?.backends).toEqual(['onnxruntime'])
    expect(no({ backends: ['Python'] }).nearest?.backends).toEqual(['python'])
    expect(no({ backends: ['abacus'] }).nearest).toEqual({ framework: 'triton' })
  })

  it('a backend that a later release no longer has, with the last one that has it', () => {
    expect(no({ backends: ['tensorflow', 'python'] })).toMatchObject({
      why: expect.stringMatching(/Triton 24\.10 is the last known here that has it\.$/),
      nearest: { version: '24.10', backends: ['tensorflow', 'python'] },
    })
    expect(no({ version: '23.03', backends: ['tensorflow'] }).nearest?.backends).toEqual(['tensorflow1'])
  })

  it('a backend with an image of its own, and what is no backend', () => {
    expect(no({ backends: ['vllm', 'python'] })).toMatchObject({
      why: expect.stringContaining('image of its own'),
      nearest: { backends: ['python'] },
    })
    expect(no({ backends: ['ensemble'] })).toEqual({
      why: 'Ensembles need no backend: the server itself runs them, in every image.',
      nearest: { framework: 'triton' },
    })
  })

  it('a release whose branch asks for a key that is gone', () => {
    expect(no({ version: '22.03', backends: ['python'] })).toMatchObject({
      why: expect.stringContaining('composed from 22.05 on'),
      nearest: { version: '22.05' },
    })
  })

  it('agents alone, unknown agents, and parts of what has none', () => {
    expect(no({ repoagents: ['checksum'] })).toMatchObject({ why: expect.stringContaining('every repository agent') })
    expect(no({ backends: ['python'], repoagents: ['checksums'] }).nearest?.repoagents).toEqual(['checksum'])
    expect(refusal({ framework: 'vllm', backends: ['python'] })).toEqual({
      why: 'Backends and repository agents are parts of NVIDIA Triton, and vLLM has none.',
      nearest: { framework: 'vllm' },
    })
  })
})
