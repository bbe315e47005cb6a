import { describe, expect, it } from 'vitest'
import { moveWords } from '../../scripts/update/words'

const manifest = () => ({
  displayName: 'GPU Compose',
  description: 'stays',
  contributes: {
    commands: [{ command: 'gpuCompose.run', title: 'Run', category: 'GPU Compose' }],
    configuration: {
      title: 'GPU Compose',
      properties: {
        'gpuCompose.mode': { enumDescriptions: ['One', 'Two'], description: '%configuration.mode.description%' },
      },
    },
  },
})

describe('the sentences of the manifest', () => {
  it('move into a file of their own; names stay', () => {
    const moved = manifest()
    expect(moveWords(moved, { 'configuration.mode.description': 'Known', 'commands.gone.title': 'Gone' })).toEqual({
      'commands.run.title': 'Run',
      'configuration.mode.enumDescriptions.0': 'One',
      'configuration.mode.enumDescriptions.1': 'Two',
      'configuration.mode.description': 'Known',
    })
    expect(moved.description).toBe('stays')
    expect(moved.contributes.configuration.title).toBe('GPU Compose')
    expect(moved.contributes.commands).toEqual([
      { command: 'gpuCompose.run', title: '%commands.run.title%', category: 'GPU Compose' },
    ])
  })

  it('a second time, nothing changes', () => {
    const moved = manifest()
    const words = moveWords(moved, { 'configuration.mode.description': 'Known' })
    const before = structuredClone(moved)
    expect(moveWords(moved, words)).toEqual(words)
    expect(moved).toEqual(before)
  })

  it('a key without a sentence is told', () => {
    expect(() => moveWords(manifest(), {})).toThrow('package.nls.json lacks configuration.mode.description')
  })
})
