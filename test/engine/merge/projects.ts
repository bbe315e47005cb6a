import fc from 'fast-check'
import type { Files } from '../support/compose'
import { type Layer, layer } from './layers'

export interface Project {
  readonly files: Files
  /** The files given with `-f`; none: Compose finds the default ones. */
  readonly named: readonly string[]
}

const COMMON = { '.env': 'TAG=v1\nSHM=2gb\nCOUNT=2\n', 'a.env': 'A=from a\nB=${TAG}\n', 'b.env': 'B=2\nC="q"\n' }

const service = (name: string, lines: Layer): string => `  ${name}:\n${lines.map((line) => `    ${line}\n`).join('')}`
const file = (...services: readonly string[]): string => `services:\n${services.join('')}volumes:\n  cache: {}\n`
const whole = (lines: Layer): Layer =>
  lines.some((line) => line.startsWith('image:')) ? lines : ['image: stub', ...lines]

/** Weakest first: layers that may be tagged over one that is whole. */
const layers = (count: number) => fc.tuple(layer(false), ...Array.from({ length: count - 1 }, () => layer(true)))

const withOverride = layers(2).map(([base = [], over = []]): Project => {
  const files = { 'compose.yaml': file(service('a', whole(base))), 'compose.override.yaml': file(service('a', over)) }
  return { files, named: [] }
})

const withNamed = layers(3).map(([one = [], two = [], three = []]): Project => {
  const texts = [whole(one), two, three].map((lines) => file(service('a', lines)))
  const named = ['one.yaml', 'two.yaml', 'three.yaml']
  return { files: Object.fromEntries(named.map((name, i) => [name, texts[i] ?? ''])), named }
})

/**
 * A chain in one file: `a` extends `b`, which extends `c`. A tag in `b` would prove nothing: Compose 2.40.3 applies it in
 * one run and not in the next.
 */
const extendsBeside = fc.tuple(layers(2), layer(false)).map(([[c = [], a = []], b]): Project => {
  const services = [service('a', ['extends: b', ...a]), service('b', ['extends: {service: c}', ...b])]
  return { files: { 'compose.yaml': file(...services, service('c', whole(c))) }, named: [] }
})

/** A service of another folder, extended and overridden. */
const extendsOther = fc.tuple(layers(3), fc.boolean()).map(([[base = [], own = [], over = []], chained]): Project => {
  const parent = { 'base/common.yaml': file(service('b', ['extends: c', ...own]), service('c', whole(base))) }
  const direct = { 'base/common.yaml': file(service('b', whole(base))) }
  const main = file(service('a', ['extends: {file: base/common.yaml, service: b}', ...(chained ? [] : own)]))
  const files = { 'compose.yaml': main, 'compose.override.yaml': file(service('a', over)) }
  return { files: { ...files, ...(chained ? parent : direct), ...inFolder('base') }, named: [] }
})

/** The override, not the base, brings the `extends`. */
const overrideExtends = layers(3).map(([base = [], below = [], over = []]): Project => {
  const common = { 'common.yaml': file(service('b', whole(below))) }
  const main = file(service('a', whole(base)))
  const override = file(service('a', ['extends: {file: common.yaml, service: b}', ...over]))
  return { files: { 'compose.yaml': main, 'compose.override.yaml': override, ...common }, named: [] }
})

/** A file of another folder, included with one merged over it. */
const includes = fc
  .tuple(layers(2), layers(2), fc.boolean())
  .map(([[in1 = [], in2 = []], [base = [], over = []], two]): Project => {
    const path = two ? '[inc/compose.yaml, inc/more.yaml]' : 'inc/compose.yaml'
    const main = `include: [{path: ${path}}]\n${file(service('b', whole(base)))}`
    const included = { 'inc/compose.yaml': file(service('a', whole(in1))), 'inc/more.yaml': file(service('a', in2)) }
    const override = { 'compose.override.yaml': file(service('b', over)) }
    return { files: { 'compose.yaml': main, ...override, ...included, ...inFolder('inc') }, named: [] }
  })

/** What a relative path in another folder finds there. */
const inFolder = (folder: string): Files =>
  Object.fromEntries(
    Object.entries(COMMON).map(([name, text]) => [`${folder}/${name}`, text.replaceAll('from a', folder)]),
  )

const SEED = 20261122
const EACH = 30

/** The same projects in every run: so many of each shape. */
export const projects = (): readonly Project[] =>
  [withOverride, withNamed, extendsBeside, extendsOther, overrideExtends, includes]
    .flatMap((shape) => fc.sample(shape, { numRuns: EACH, seed: SEED }))
    .map(({ files, named }) => ({ files: { ...COMMON, ...files }, named }))
