import { describe, expect, it } from 'vitest'
import { commands, runs } from './draw'

const run = (script: string): readonly string[] => commands(`FROM a\nARG PY=3.12\nENV WORDS="a b"\nRUN ${script}`)

describe('commands', () => {
  it.each<[string, readonly string[]]>([
    ['pip install "torch>=2" torch>=2 $X', ['pip install torch>=2 torch ?$X !>=2']],
    ['python$PY ${PY%.*} "$WORDS" $WORDS', ['python3.12 3 a b ?$WORDS']],
    ['sudo -E -u root env A=1 nice -n 5 /usr/bin/pip3 list', ['pip3 list']],
    ['command -v nvcc', ['command -v nvcc']],
    ['time python -m pip install x', ['python -m pip install x']],
    ['sh -c "pip install x"', ['sh -c pip install x', 'pip install x']],
    ["bash -o pipefail -lc 'a | b'", ['bash -o pipefail -lc a | b', 'a', 'b']],
    ['bash -c "a \\"b c\\" $PY"', ['bash -c a "b c" 3.12', 'a b c 3.12']],
    ['bash -c "a $(b)"', ['bash -c ?"a $(b)"', 'I b']],
    ['(a) && { b; }', ['a', 'b']],
    ['x=$(a) && y "$(b)"', ['a', 'y ?"$(b)"', 'I b']],
    ['["pip", "install", "a b"]', ['pip install a b']],
    ['["sh", "-c", "a \\u0026& b"]', ['sh -c a && b', 'a', 'b']],
    ['a # && b', ['a']],
    ['ls *.whl', ['ls *.whl']],
  ])('reads %s', (script, expected) => expect(run(script)).toEqual(expected))

  it.each<[string, readonly string[]]>([
    ['a && b', ['a', 'b']],
    ['a; b', ['I a', 'b']],
    ['set -e; a; b', ['I set -e', 'a', 'b']],
    ['set -e; a && b; c', ['I set -e', 'I a', 'b', 'c']],
    ['a || true', ['CI a', 'C true']],
    ['a && b || true', ['CI a', 'CI b', 'C true']],
    ['a || b && c', ['CI a', 'C b', 'c']],
    ['a || exit 1', ['a', 'C exit 1']],
    ['a || { echo no; exit 1; }', ['a', 'CI echo no', 'C exit 1']],
    ['if a; then b; else c; fi', ['CI a', 'C b', 'C c']],
    ['for x in 1 2; do a $x; done', ['I a ?$x']],
    ['while a; do b; done', ['CI a', 'CI b']],
    ['case $x in a) b;; esac', ['C b']],
    ['f() { a; }; f', ['CI a', 'f']],
    ['a | b', ['I a', 'b']],
    ['! a', ['CI a']],
    ['a & b', ['I a', 'b']],
  ])('sees when a failure counts: %s', (script, expected) => expect(run(script)).toEqual(expected))

  it.each<[string, string]>([
    ['V=1 && a $V', 'a 1'],
    ['V=1; a ${V}', 'a 1'],
    ['export V="x y" && a "$V"', 'a x y'],
    ['[ -f x ] && V=1; a $V', 'a ?$V'],
    ['if x; then V=1; fi; a $V', 'a ?$V'],
    ['V=1; for i in 1 2; do V=2; done; a $V', 'a ?$V'],
    ['V=1; (V=2); a $V', 'a 1'],
    ['V=1; . ./env; a $V', 'a ?$V'],
    ['. /venv/bin/activate && a $PY', 'a 3.12'],
    ['PY=$(x); a $PY', 'a ?$PY'],
    ["PY=9; sh -c 'a $PY'", 'a ?$PY'],
    ['read PY; a $PY', 'a ?$PY'],
  ])('follows the variables of %s', (script, expected) => expect(run(script).at(-1)).toBe(expected))
})

describe('shells', () => {
  it('reads `RUN <<EOF` as a script, of its own interpreter where it names one', () => {
    expect(run('<<EOF\npip install a\npip install b\nEOF')).toEqual(['I pip install a', 'pip install b'])
    expect(run('<<"E"\n#!/bin/bash -e\na\nb\nE')).toEqual(['a', 'b'])
    expect(run('<<E\n#!/usr/bin/env python3\nimport a\nE')).toEqual([])
    expect(runs('FROM a\nRUN <<E\n#!/usr/bin/env bash\na\nE')[0]?.shell).toBe('bash')
  })
  it('does not take what is fed to a program for commands, except to a shell', () => {
    expect(run('cat <<A > /x && bash <<-B\npip no\nA\n\tpip yes\n\tB')).toEqual(['cat << >/x', 'bash <<-', 'pip yes'])
    expect(run('bash -eu -o pipefail <<B\npip yes\nB')).toEqual(['bash -eu -o pipefail <<', 'pip yes'])
    expect(run('bash -c "pip yes" <<B\npip no\nB')).not.toContain('pip no')
    expect(run('bash script.sh <<B\npip no\nB')).not.toContain('pip no')
  })
  it('follows SHELL, also into child stages', () => {
    expect(commands('FROM a AS b\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nFROM b\nRUN a | b; c')).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(commands('FROM a\nSHELL ["powershell", "-Command"]\nRUN a')).toEqual([])
  })
  it('reads CMD, ENTRYPOINT and HEALTHCHECK', () => {
    expect(
      commands(
        'FROM a\nHEALTHCHECK --interval=5s CMD curl x || exit 1\nHEALTHCHECK NONE\nENTRYPOINT exec a\nCMD ["b"]',
      ),
    ).toEqual([...['curl x', 'C exit 1'], ...['a', 'b']])
  })
  it('reads mounts', () => {
    const [one] = runs('FROM a\nARG C=/c\nRUN --mount=type=cache,target=$C --mount=src=r.txt,dst=/r.txt x')
    expect(one?.mounts).toMatchObject([
      { type: 'cache', target: '/c', from: undefined },
      { type: 'bind', source: 'r.txt', target: '/r.txt' },
    ])
  })
})

it('maps words back over continuation lines and nested quotes', () => {
  const text = 'FROM a\r\nRUN bash -c "pip \\\r\n  install \\"tor\\\r\n# c\r\nch\\" x"'
  const word = runs(text)[0]?.commands[1]?.args[1]
  expect(word).toMatchObject({ value: 'torch', raw: '\\"tor\\\r\n# c\r\nch\\"' })
})
