import { type ParseError, parse } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { frameworks } from '../../src/service/scaffold'
import { wirings } from '../../src/workload'
import { findings, project } from '../frameworks/support/project'

const PATH = '.devcontainer/devcontainer.json'
const EXTRAS = { extras: ['devcontainer'] } as const

/** The values of the file, which has to be JSON with comments. */
function read(text: string) {
  const errors: ParseError[] = []
  const value = parse(text, errors)
  expect(errors).toEqual([])
  return value
}

describe('devcontainer.json', () => {
  it('is written on request alone', () => {
    expect(project({ framework: 'pytorch' }).files.map(({ path }) => path)).not.toContain(PATH)
  })

  it('opens the compose service, whose GPU it gets, on the project itself', () => {
    const { text } = project({ framework: 'pytorch', ...EXTRAS })
    expect(read(text(PATH))).toEqual({
      name: 'PyTorch 2.11.0 (serve)',
      dockerComposeFile: '../docker-compose.yml',
      service: 'pytorch',
      overrideCommand: true,
      mounts: ['source=${localWorkspaceFolder},target=/workspaces/${localWorkspaceFolderBasename},type=bind'],
      workspaceFolder: '/workspaces/${localWorkspaceFolderBasename}',
    })
    expect(text(PATH)).toMatch(/\/\/ The GPU comes from the service pytorch/)
    expect(text(PATH)).toContain('python gpu_check.py')
  })

  it('takes both files of a pair, the one with the GPU last', () => {
    const { text } = project({ framework: 'pytorch', cpuFallback: true, ...EXTRAS })
    expect(read(text(PATH)).dockerComposeFile).toEqual(['../compose.yaml', '../compose.gpu.yaml'])
  })

  it('says that there is no GPU where none was wished', () => {
    const { text } = project({ framework: 'pytorch', gpus: 'none', ...EXTRAS })
    expect(text(PATH)).toContain('asks for no GPU')
    expect(text(PATH)).not.toContain('gpu_check')
  })
})

const cases = frameworks.flatMap(({ id, modes, cpu }) => modes.map((mode) => ({ id, mode, cpu })))

describe('every framework', () => {
  it.each(cases)(
    '$id $mode: its dev container checks clean and names files that are there',
    async ({ id, mode, cpu }) => {
      const wishes = [
        ...wirings.map((wiring) => ({ wiring, gpus: 1 })),
        ...(cpu ? [{ cpuFallback: true }, { gpus: 'none' as const }] : []),
      ]
      for (const wish of wishes) {
        const made = project({ framework: id, mode, ...wish, ...EXTRAS })
        expect(await findings(made), JSON.stringify(wish)).toEqual([])
        const paths = made.files.map(({ path }) => `../${path}`)
        expect(paths).toEqual(expect.arrayContaining([read(made.text(PATH)).dockerComposeFile].flat()))
      }
    },
  )
})
