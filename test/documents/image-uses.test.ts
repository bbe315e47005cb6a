import { expect, test } from 'vitest'
import { imageUses } from '../../src/documents/image-uses'
import { readDocument } from '../../src/documents/read'
import { type Kind, SourceFile } from '../../src/documents/source'

/** Each use as `where value`, with the reference and the tag as they are cut out of the text. */
function uses(kind: Kind, text: string) {
  const cut = (at: { start: number; end: number } | undefined) => at && text.slice(at.start, at.end)
  return imageUses(readDocument(kind, new SourceFile('f', text))).map(({ where, value, literal, span, tagSpan }) => ({
    use: `${where} ${value}`,
    literal,
    at: cut(span),
    tag: cut(tagSpan),
  }))
}

test.each([
  ['nvidia/cuda:12.4.1', 'nvidia/cuda:12.4.1', '12.4.1'],
  ['"nvidia/cuda:12.4.1"', 'nvidia/cuda:12.4.1', '12.4.1'],
  ["'host:5000/a/b:1'", 'host:5000/a/b:1', '1'],
  [`a/b:1@sha256:${'0'.repeat(64)}`, `a/b:1@sha256:${'0'.repeat(64)}`, '1'],
  ['host:5000/a/b', 'host:5000/a/b', undefined],
  ['&x a:1', 'a:1', '1'],
])('compose: %s', (written, at, tag) => {
  expect(uses('compose', `services: { a: { image: ${written} } }`)).toEqual([
    { use: `compose ${at}`, literal: true, at, tag },
  ])
})

test('compose: a variable is not literal, an unknown one is nothing', () => {
  expect(
    uses('compose', 'services: { a: { image: "a:${T:-1}" }, b: { image: "a:${T}" }, c: { image: "A B" } }'),
  ).toEqual([{ use: 'compose a:1', literal: false, at: '"a:${T:-1}"', tag: undefined }])
})

test('compose: one text that is used twice is named once', () => {
  const text = 'services:\n  a: &a { image: x:1 }\n  b: { <<: *a }\n  c: { extends: a }\n  d: { image: y:1 }\n'
  expect(uses('compose', text).map(({ use }) => use)).toEqual(['compose x:1', 'compose y:1'])
})

test('Dockerfile: images, not stages', () => {
  const text = [
    'ARG TAG=12.4.1-base-ubuntu22.04',
    'FROM nvidia/cuda:${TAG} AS base',
    'FROM base AS build',
    'RUN --mount=type=bind,from=ghcr.io/astral-sh/uv:0.5,source=/uv,target=/uv --mount=type=cache,target=/c true',
    'RUN --mount=from=base,target=/x true',
    'COPY --from=alpine:3.20 /a /b',
    'COPY --from=base /a /b',
    'COPY --from=0 /a /b',
    'FROM scratch',
    'FROM ubuntu:22.04',
  ].join('\n')
  expect(uses('dockerfile', text)).toEqual([
    { use: 'from nvidia/cuda:12.4.1-base-ubuntu22.04', literal: false, at: 'nvidia/cuda:${TAG}', tag: undefined },
    { use: 'mount-from ghcr.io/astral-sh/uv:0.5', literal: true, at: 'ghcr.io/astral-sh/uv:0.5', tag: '0.5' },
    { use: 'copy-from alpine:3.20', literal: true, at: 'alpine:3.20', tag: '3.20' },
    { use: 'from ubuntu:22.04', literal: true, at: 'ubuntu:22.04', tag: '22.04' },
  ])
})

test('the other kinds', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a:1 }], initContainers: [{ image: "b:2" }] }\n'
  expect(uses('kubernetes', pod).map(({ use, tag }) => [use, tag])).toEqual([
    ['kubernetes a:1', '1'],
    ['kubernetes b:2', '2'],
  ])
  expect(uses('devcontainer', '{ "image": "a:1" }')).toEqual([
    { use: 'devcontainer a:1', literal: true, at: 'a:1', tag: '1' },
  ])
  expect(uses('bentofile', 'docker: { base_image: a:1 }').map(({ use }) => use)).toEqual(['bentofile a:1'])
})

test.each([
  ['docker run --rm -v "$PWD:/x" -e A=b a:1 b:2', ['script a:1']],
  ['sudo docker container run -it --gpus all a:1', ['script a:1']],
  ['nvidia-docker create a:1', ['script a:1']],
  ['docker run --rm $IMAGE a:1', []],
  ['docker run $OPTIONS a:1', []],
  ['docker run --gpus all -p 1:1', []],
  ['docker pull a:1 && echo docker run a:1', []],
])('script: %s', (text, expected) => {
  expect(uses('script', `#!/bin/sh\n${text}\n`).map(({ use }) => use)).toEqual(expected)
})

test('script: a reference is literal, in quotes it is not', () => {
  const found = uses('script', '#!/bin/sh\nT=1\ndocker run a/b:1\ndocker run "a/b:1"\ndocker run a/b:$T\n')
  expect(found.map(({ at, tag }) => [at, tag])).toEqual([
    ['a/b:1', '1'],
    ['"a/b:1"', undefined],
    ['a/b:$T', undefined],
  ])
})
