import { describe, expect, it } from 'vitest'
import { SourceFile } from '../../src/documents/source'
import { readYaml } from '../../src/documents/yaml/read'
import { frameworks } from '../../src/service/scaffold'
import { type Wiring, wirings } from '../../src/workload'
import { findings, project } from './support/project'

const cases = frameworks.flatMap(({ id, modes }) => modes.map((mode) => ({ id, mode })))

/** What each form of the request must come to in the compose file. */
const SIGN: Readonly<Record<Wiring, RegExp>> = {
  deploy: /count: 1\n/,
  gpus: /gpus:\n {6}- driver: nvidia\n {8}count: 1/,
  runtime: /runtime: nvidia/,
  cdi: /- nvidia\.com\/gpu=0/,
  devices: /- \/dev\/nvidia0:\/dev\/nvidia0\n(?:.*\n)*.*count: 1/,
}

describe('every framework', () => {
  it.each(frameworks.map(({ id }) => id))('%s: the default project, whole', async (id) => {
    const { files } = project({ framework: id })
    for (const { path, text } of files) await expect(text).toMatchFileSnapshot(`../../examples/${id}/${path}`)
  })

  it.each(cases)('$id $mode: our own check finds nothing, for every wiring', async ({ id, mode }) => {
    for (const wiring of wirings) {
      const made = project({ framework: id, mode, wiring, gpus: 1 })
      expect(await findings(made), wiring).toEqual([])
      expect(made.text('docker-compose.yml')).toMatch(SIGN[wiring])
    }
  })

  it.each(cases)(
    '$id $mode: the same with chosen GPUs, as root, and by a specification with everything in it',
    async ({ id, mode }) => {
      const made = project({ framework: id, mode, gpus: ['1', '3'], nonRoot: false, mounts: ['./more:/more:ro'] })
      expect(await findings(made)).toEqual([])
      expect(project(made.plan.workload).files.filter(({ path }) => path !== 'README.md')).toEqual(
        made.files.filter(({ path }) => path !== 'README.md').map((file) => ({ ...file, text: expect.any(String) })),
      )
    },
  )

  it.each(cases)(
    '$id $mode: the CPU pair starts without a GPU and gets one by the second file',
    async ({ id, mode }) => {
      if (!frameworks.find((one) => one.id === id)?.cpu) return
      const made = project({ framework: id, mode, cpuFallback: true })
      expect(await findings(made)).toEqual([])
      expect(made.text('compose.yaml')).not.toMatch(/nvidia\b(?!-)(?=.*count)|reservations/)
      expect(made.text('compose.gpu.yaml')).toMatch(/reservations/)
      expect(await findings(project({ framework: id, mode, gpus: 'none' }))).toEqual([])
    },
  )

  it.each(cases)('$id $mode: twice the same, and every YAML file is whole', ({ id, mode }) => {
    const once = project({ framework: id, mode })
    expect(project({ framework: id, mode }).files).toEqual(once.files)
    for (const { path, text } of once.files) {
      if (/\.ya?ml$/.test(path)) expect(readYaml(new SourceFile(path, text)).problems).toEqual([])
      expect(text.endsWith('\n'), path).toBe(true)
      expect(text, path).not.toMatch(/undefined|\[object|LD_LIBRARY_PATH/)
    }
  })

  it.each(cases)('$id $mode: every file that a Dockerfile copies is written', ({ id, mode }) => {
    const { plan, files } = project({ framework: id, mode })
    const copied = plan.stages.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.do === 'copy' && !step.from ? step.sources : [])),
    )
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(copied))
  })
})
