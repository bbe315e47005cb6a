import { describe, expect, test } from 'vitest'
import { looksLikeScript } from '../../../src/documents/detect'
import { readShellScript } from '../../../src/documents/script/read'
import { SourceFile } from '../../../src/documents/source'

const words = (text: string) =>
  readShellScript(new SourceFile('a.sh', text)).commands.map(({ name, args }) => [
    name,
    ...args.map(({ value }) => value),
  ])

describe('a shell script', () => {
  test('gives its commands, those inside others too', () => {
    const text = '#!/bin/bash\nset -e\nif true; then sudo docker run --gpus all "$IMAGE"; fi\nbash -c "nvidia-smi -L"\n'
    expect(words(text)).toContainEqual(['docker', 'run', '--gpus', 'all', undefined])
    expect(words(text)).toContainEqual(['nvidia-smi', '-L'])
  })
  test('has places in the file, with line ends of Windows too', () => {
    const text = 'docker run \\\r\n  --gpus all\r\n'
    const [command] = readShellScript(new SourceFile('a.sh', text)).commands
    expect(command?.args.map(({ span }) => text.slice(span.start, span.end))).toEqual(['run', '--gpus', 'all'])
  })
  test('of another interpreter has none', () => {
    expect(words('#!/usr/bin/env python3\nprint("docker run")\n')).toEqual([])
  })
  test('that is broken gives what can be read', () => {
    expect(() => words('if docker run --gpus all; then\n')).not.toThrow()
  })
  test.each([
    ['start.sh', 'docker run a\n', true],
    ['start', '#!/usr/bin/env -S bash -e\n', true],
    ['start', '#!/usr/bin/python3\n', false],
    ['start', 'docker run a\n', false],
  ])('is known by its ending or its #!: %s %j', (path, text, expected) => {
    expect(looksLikeScript(path, text)).toBe(expected)
  })
})
