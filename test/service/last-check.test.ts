import { expect, test } from 'vitest'
import { createLinter, defaultConfig } from '../../src/service'

const text = `services:
  a:
    image: nvidia/cuda:12.4.1-base-ubuntu22.04
    command: nvidia-smi
    extends: { file: base.yaml, service: b }
`
const WITH = 'services: { b: { image: x, gpus: all } }\n'
const WITHOUT = 'services: { b: { image: x } }\n'
const FOUND = ['compose/gpu-image-without-gpu-request']

/** A workspace whose base.yaml can become another, also while it is being read. */
function changing(base: string) {
  let now = base
  const whileRead: (() => void)[] = []
  const linter = createLinter({
    workspace: {
      read: async (path) => {
        const found = { 'base.yaml': now, 'compose.yaml': text }[path]
        await undefined
        if (path === 'base.yaml') whileRead.shift()?.()
        return found
      },
      list: async () => ['base.yaml', 'compose.yaml'],
    },
    config: defaultConfig,
  })
  const become = (other: string) => {
    now = other
    linter.invalidate(['base.yaml'])
  }
  const rules = async () => (await linter.check('compose.yaml', text))?.findings.map(({ rule }) => rule)
  return { linter, rules, become, whileRead }
}

test('what judges a change finds the same in the same text, until a file that it reads is another', async () => {
  const { linter, rules, become } = changing(WITH)
  const first = await linter.check('compose.yaml', text)
  expect((await linter.fix('compose.yaml', text, { unsafe: false })).result).toBe(first)
  become(WITHOUT)
  expect(await rules()).toEqual(FOUND)
})

test('what was read before a change is not kept', async () => {
  const { rules, become, whileRead } = changing(WITH)
  whileRead.push(() => become(WITHOUT))
  expect(await rules()).toEqual([])
  expect(await rules()).toEqual(FOUND)
})
