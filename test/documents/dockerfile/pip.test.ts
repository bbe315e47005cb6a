import { describe, expect, it } from 'vitest'
import { aptInstalls } from '../../../src/documents/dockerfile/apt'
import { packageInstalls } from '../../../src/documents/dockerfile/pip'
import type { PackageInstall, Requirement } from '../../../src/documents/dockerfile/pip-types'
import { readRequirements, requirementFilesOf } from '../../../src/documents/dockerfile/requirements'
import { read, runs } from './draw'

const installs = (script: string): readonly PackageInstall[] =>
  runs(`FROM a\nARG V=2.1.0\nARG U\nRUN ${script}`).flatMap(packageInstalls)

const drawn = ({ name, extras, specifier, pinned, marker, url }: Requirement): string =>
  [
    `${name}${extras.length > 0 ? `[${extras}]` : ''}${specifier}`,
    pinned && `pinned ${pinned}`,
    marker && `if ${marker}`,
    url && `at ${url}`,
  ]
    .filter(Boolean)
    .join(', ')

const required = (script: string): readonly string[] =>
  installs(script).flatMap(({ requirements }) => requirements.map(drawn))

describe('packageInstalls', () => {
  it.each<[string, readonly string[]]>([
    [
      'pip install torch==2.1.0 "Tensor_Flow[and-cuda, x]>=2.1,<3"',
      ['torch==2.1.0, pinned 2.1.0', 'tensor-flow[and-cuda,x]>=2.1,<3'],
    ],
    ['pip3.11 --no-cache-dir install torch==2.1.0+cu118', ['torch==2.1.0+cu118, pinned 2.1.0+cu118']],
    ['python3 -m pip install -U pip && python -c x', ['pip']],
    ['pip install torch==$V torch==${U} $U', ['torch==2.1.0, pinned 2.1.0', 'torch==${U}']],
    ['pip install "a==1.*" \'b; python_version < "3.12"\'', ['a==1.*', 'b, if python_version < "3.12"']],
    ['pip install torch>=2', ['torch']],
    ['pip install -i https://x/simple -r r.txt -c c.txt --python 3.11 -t /x a', ['a']],
    [
      'pip install . ./b -e src git+https://x/y.git#egg=My_Pkg "c @ https://z/c.zip"',
      [...['at .', 'at ./b', 'my-pkg, at git+https://x/y.git#egg=My_Pkg', 'c, at https://z/c.zip', 'at ./src']],
    ],
    [
      'pip install https://x/torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl',
      ['torch, pinned 2.1.0+cu118, at https://x/torch-2.1.0%2Bcu118-cp310-cp310-linux_x86_64.whl'],
    ],
    ['uv pip install --system -p 3.12 a && uv add b && uv sync && uv run pip', ['a', 'b']],
    [
      'conda install -y -c nvidia -c conda-forge::x pytorch=2.1 conda-forge::cudnn=8.9.2=h1 "python>=3.8"',
      [...['pytorch=2.1, pinned 2.1', 'cudnn=8.9.2=h1, pinned 8.9.2', 'python>=3.8']],
    ],
    ['poetry add --group dev torch@2.1.0 x@^2', ['torch2.1.0, pinned 2.1.0', 'x^2']],
    [
      'pipenv install -d torch==2.1.0 "x>=2" --index https://i --python 3.11 && pipenv run a && pipenv --bare install b && pipenv install',
      ['torch==2.1.0, pinned 2.1.0', 'x>=2', 'b'],
    ],
    ['pip download a && pip uninstall b && echo pip install c', []],
    ['pip install "!!" "a b" "a==="', []],
  ])('reads %s', (script, expected) => expect(required(script)).toEqual(expected))

  it('sorts the options', () => {
    const [one] = installs(
      'pip install --index-url=https://i --extra-index-url https://e -fhttps://f -rr.txt --pre $OPTS --target /x a',
    )
    expect(one).toMatchObject({
      tool: 'pip',
      indexUrl: { value: 'https://i', raw: 'https://i' },
      extraIndexUrls: [{ value: 'https://e' }],
      findLinks: [{ value: 'https://f' }],
      requirementFiles: [{ value: 'r.txt', raw: 'r.txt' }],
      elsewhere: true,
    })
    expect(one?.flags).toContain('--pre')
    expect(one?.flags).toContain('$OPTS')
  })
  it('places each requirement in its Dockerfile and reads an instruction once', () => {
    const text = 'FROM a\nRUN pip install \\\n  "torch==2.1.0"'
    const [run] = runs(text)
    const [one] = run ? packageInstalls(run) : []
    expect(one?.requirements[0]).toMatchObject({ path: 'Dockerfile', span: { start: 27, end: 41 } })
    expect(run && packageInstalls(run)[0]).toBe(one)
  })
})

describe('aptInstalls', () => {
  it.each<[string, readonly string[]]>([
    ['apt-get update && apt-get -y install --no-install-recommends -o A=b -t x a b=1.2', ['a', 'b=1.2']],
    ['apk add --no-cache --virtual .deps a && dnf install -y --enablerepo x b && yum remove c', ['a', 'b']],
  ])('reads %s', (script, expected) => {
    const found = runs(`FROM a\nRUN ${script}`).flatMap(aptInstalls)
    expect(found.flatMap(({ packages }) => packages.map(({ value }) => value))).toEqual(expected)
  })
})

describe('readRequirements', () => {
  it('reads requirements and nothing else', () => {
    const text = [
      '\uFEFF# torch==1',
      '--index-url https://x',
      '-r other.txt',
      'torch==2.1.0+cu118  # pinned',
      'Numpy >= 1.19, <2 ; python_version < "3.12"',
      'a==1 \\',
      '    --hash=sha256:00 \\',
      '    --hash=sha256:11',
      '-e git+https://x/y#egg=z',
      '',
      'b @ https://x/b.zip',
    ].join('\r\n')
    const found = readRequirements(text, 'requirements.txt')
    expect(found.map(drawn)).toEqual([
      'torch==2.1.0+cu118, pinned 2.1.0+cu118',
      'numpy>= 1.19, <2, if python_version < "3.12"',
      'a==1, pinned 1',
      'z, at git+https://x/y#egg=z',
      'b, at https://x/b.zip',
    ])
    expect(found.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      'torch==2.1.0+cu118',
      'Numpy >= 1.19, <2 ; python_version < "3.12"',
      'a==1',
      'git+https://x/y#egg=z',
      'b @ https://x/b.zip',
    ])
  })
})

describe('requirementFilesOf', () => {
  it.each<[string, readonly string[]]>([
    ['COPY requirements.txt .\nRUN pip install -r requirements.txt', ['requirements.txt']],
    ['WORKDIR /app\nCOPY . .\nRUN pip install -r sub/r.txt', ['sub/r.txt']],
    ['COPY ./docker/r.txt /tmp/req.txt\nRUN pip install -r /tmp/req.txt', ['docker/r.txt']],
    ['COPY requirements/*.txt /tmp/\nRUN pip install -r /tmp/cuda.txt', ['requirements/cuda.txt']],
    ['COPY a.txt b.txt /x/\nRUN cd /x && pip install -r a.txt -r b.txt', ['a.txt', 'b.txt']],
    ['WORKDIR /s\nRUN --mount=type=bind,source=r/c.txt,target=r/c.txt pip install -r r/c.txt', ['r/c.txt']],
    ['COPY app /app\nRUN pip install -r /app/r.txt', ['app/r.txt']],
    ['COPY r.txt /a/\nFROM s\nRUN pip install -r /a/r.txt', ['r.txt']],
    ['COPY --from=x r.txt .\nRUN pip install -r r.txt', []],
    ['COPY r.txt .\nCOPY --from=x r.txt .\nRUN pip install -r r.txt', []],
    ['COPY a /app\nCOPY b /app\nRUN pip install -r /app/r.txt', []],
    ['COPY r.txt /a\nWORKDIR $X\nRUN pip install -r r.txt', []],
    ['ADD https://x/r.txt .\nRUN pip install -r r.txt', []],
    ['RUN pip install -r r.txt\nCOPY r.txt .', []],
  ])('%j', (text, expected) => {
    const stage = read(`FROM a AS s\n${text}`).stages.at(-1)
    expect(stage && requirementFilesOf(stage).map(({ path }) => path)).toEqual(expected)
  })
})
