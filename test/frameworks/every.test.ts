import { describe, expect, it } from 'vitest'
import { SourceFile } from '../../src/documents/source'
import { readYaml } from '../../src/documents/yaml/read'
import { frameworks } from '../../src/service/scaffold'
import { type Vendor, type Wiring, wirings } from '../../src/workload'
import { findings, type Project, project } from './support/project'

const cases = frameworks.flatMap(({ id, modes }) => modes.map((mode) => ({ id, mode })))
const others = frameworks.flatMap(({ id, modes, vendors }) =>
  vendors.filter((vendor) => vendor !== 'nvidia').flatMap((vendor) => modes.map((mode) => ({ id, mode, vendor }))),
)

/** What each form of the request must come to in the compose file. */
const SIGN: Readonly<Record<Wiring, RegExp>> = {
  deploy: /count: 1\n/,
  gpus: /gpus:\n {6}- driver: nvidia\n {8}count: 1/,
  runtime: /runtime: nvidia/,
  cdi: /- nvidia\.com\/gpu=0/,
  devices: /- \/dev\/nvidia0:\/dev\/nvidia0\n(?:.*\n)*.*count: 1/,
}

/** The same for AMD and Intel; a wiring that is missing does not work for that make. */
const SIGNS: Readonly<Record<Exclude<Vendor, 'nvidia'>, Readonly<Partial<Record<Wiring, RegExp>>>>> = {
  amd: {
    deploy: /devices:\n +- driver: amd\n +count: 1\n +capabilities: \[gpu\]/,
    gpus: /gpus:\n {6}- driver: amd\n {8}count: 1/,
    runtime: /AMD_VISIBLE_DEVICES: "0"(?:.*\n)*.*runtime: amd/,
    cdi: /- amd\.com\/gpu=0/,
    devices: /devices:\n {6}- \/dev\/kfd:\/dev\/kfd\n {6}- \/dev\/dri\/renderD128:\/dev\/dri\/renderD128\n {4}\w/,
  },
  intel: { devices: /devices:\n {6}- \/dev\/dri\/renderD128:\/dev\/dri\/renderD128\n {4}\w/ },
}

/** A default that is wished is there for another reason. */
const withoutReasons = (text: string): string => text.replace(/^#.*\n/gm, '')

/** No word of NVIDIA's ways may be left. */
function expectNoNvidia({ files }: Project): void {
  for (const { path, text } of files)
    if (!path.endsWith('README.md')) expect(text, path).not.toMatch(/nvidia|cuda(?![:."_\\ ]|-graphs)|deploy\.devices/i)
}

describe('every framework', () => {
  it.each(frameworks.map(({ id }) => id))('%s: the default project, whole', async (id) => {
    const { files } = project({ framework: id })
    for (const { path, text } of files) await expect(text).toMatchFileSnapshot(`../../examples/${id}/${path}`)
  })

  it.each(others)('$id $vendor $mode: the default project, whole', async ({ id, vendor, mode }) => {
    const { plan, files } = project({ framework: id, vendor, mode })
    if (mode !== frameworks.find((one) => one.id === id)?.modes[0]) return
    expect(plan.request).toMatchObject({ vendor, wiring: 'devices', gpus: 'all' })
    for (const { path, text } of files) await expect(text).toMatchFileSnapshot(`../../examples/${id}-${vendor}/${path}`)
  })

  it.each(others)('$id $vendor $mode: our own check finds nothing, for every wiring', async ({ id, vendor, mode }) => {
    const signs = Object.entries(SIGNS[vendor as 'amd' | 'intel']) as [Wiring, RegExp][]
    for (const [wiring, sign] of signs)
      for (const nonRoot of frameworks.some((one) => one.id === id && one.imageUser) ? [false] : [false, true]) {
        const made = project({
          framework: id,
          vendor,
          mode,
          wiring,
          nonRoot,
          gpus: 1,
          extras: ['kubernetes', 'devcontainer'],
        })
        expect(await findings(made), wiring).toEqual([])
        expect(made.text('docker-compose.yml')).toMatch(sign)
        expectNoNvidia(made)
      }
  })

  it.each(others)(
    '$id $vendor $mode: the CPU pair, and the same by its specification',
    async ({ id, vendor, mode }) => {
      const cpu = frameworks.find((one) => one.id === id)?.cpu ?? false
      const made = project({ framework: id, vendor, mode, cpuFallback: cpu, gpus: ['1', '3'] })
      expect(await findings(made)).toEqual([])
      expect(made.text(cpu ? 'compose.gpu.yaml' : 'docker-compose.yml')).toMatch(/renderD129(?:.*\n)*.*renderD131/)
      if (cpu) expect(withoutReasons(made.text('compose.yaml'))).not.toMatch(/\/dev\//)
      if (cpu) expect(await findings(project({ framework: id, vendor, mode, gpus: 'none' }))).toEqual([])
      const again = project(made.plan.workload)
      for (const { path, text } of made.files)
        if (path !== 'README.md') expect(withoutReasons(again.text(path)), path).toBe(withoutReasons(text))
    },
  )

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
