import fc from 'fast-check'

/** Lines of a service, each `key: value`; the value is YAML on one line. */
export type Layer = readonly string[]

/** Sizes in bytes of the shm_size that are written. */
export const SIZES: Readonly<Record<string, number>> = {
  '8gb': 8 * 2 ** 30,
  '64m': 64 * 2 ** 20,
  '1.5g': 1.5 * 2 ** 30,
  '"8 GB"': 8 * 2 ** 30,
  '1073741824': 2 ** 30,
  '${SHM}': 2 ** 31,
}

const list = (pool: readonly string[], minLength = 0): fc.Arbitrary<string> =>
  fc.uniqueArray(fc.constantFrom(...pool), { minLength, maxLength: 3 }).map((items) => `[${items.join(', ')}]`)

const request = fc.constantFrom(
  '{capabilities: [gpu]}',
  '{capabilities: [gpu], count: 1}',
  '{capabilities: [gpu], count: "${COUNT}"}',
  '{capabilities: [gpu, utility], count: all, driver: nvidia}',
  '{capabilities: [compute, utility], device_ids: ["0"]}',
  '{capabilities: [gpu], device_ids: ["0", "${ID:-1}"], driver: nvidia}',
  '{capabilities: [gpu], device_ids: ["nvidia.com/gpu=0"], driver: cdi}',
)

const gpuRequest = fc.oneof(
  request,
  fc.constantFrom('{}', '{count: 2}', '{device_ids: ["1"]}', '{count: -1, driver: nvidia}'),
)

const requests = (item: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(item, { maxLength: 2 }).map((items) => `[${items.join(', ')}]`)

const VARIABLES = ['A', 'B', 'NVIDIA_VISIBLE_DEVICES', 'NVIDIA_DRIVER_CAPABILITIES']
const VALUES = ['all', '0', '"1"', 'compute,utility', '${TAG}', '"x=y"', 'true', '1.10', '""']

const environment = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...VARIABLES), fc.constantFrom(...VALUES, undefined)), {
    maxLength: 3,
    selector: ([name]) => name,
  })
  .chain((pairs) => fc.constantFrom(asMap(pairs), asList(pairs)))

type Pair = readonly [string, string | undefined]

const asMap = (pairs: readonly Pair[]): string =>
  `{${pairs.map(([name, value]) => `${name}: ${value && /[,$]/.test(value) ? `"${value}"` : (value ?? 'null')}`).join(', ')}}`

const asList = (pairs: readonly Pair[]): string =>
  `[${pairs.map(([name, value]) => (value === undefined ? name : `"${name}=${value.replaceAll('"', '')}"`)).join(', ')}]`

const limit = fc.constantFrom('-1', '67108864', '"-1"', '{soft: 1, hard: 2}', '{soft: -1, hard: -1}')
const ulimits = fc
  .dictionary(fc.constantFrom('memlock', 'stack', 'nofile'), limit, { maxKeys: 2, noNullPrototype: true })
  .map(
    (limits) =>
      `{${Object.entries(limits)
        .map(([name, value]) => `${name}: ${value}`)
        .join(', ')}}`,
  )

const DEVICES = [
  '"nvidia.com/gpu=all"',
  '"nvidia.com/gpu=0"',
  '/dev/dri',
  '"/dev/dri:/dev/dri:rw"',
  '"/dev/nvidia0:/dev/nvidia0"',
  '"/dev/nvidia1:/dev/nvidia0"',
  '{source: /dev/null, target: /dev/nvidia0}',
  '{source: /dev/kfd, target: /dev/kfd, permissions: r}',
]

const VOLUMES = [
  './models:/models',
  '"./other:/models:ro"',
  'cache:/cache',
  '/cache',
  '{type: bind, source: ./data, target: /cache}',
  '{type: volume, source: cache, target: /models}',
  '{type: tmpfs, target: /dev/shm}',
  '../up:/up',
]

const tag = fc.option(fc.constantFrom('!override ', '!reset '), { freq: 6, nil: '' })

/** `key: value`, perhaps with a tag where `tagged` says that the layer stands over another. */
const keyed = (key: string, value: fc.Arbitrary<string>, tagged: boolean): fc.Arbitrary<string> =>
  fc.tuple(tagged ? tag : fc.constant(''), value).map(([mark, text]) => `${key}: ${written(mark, text)}`)

const written = (mark: string, text: string): string => (mark === '!reset ' ? '!reset null' : `${mark}${text}`)

const deploy = (tagged: boolean): fc.Arbitrary<string> =>
  fc
    .tuple(
      keyed('devices', requests(request), tagged),
      fc.constantFrom('', 'memory: 1g, '),
      tagged ? tag : fc.constant(''),
    )
    .map(([devices, memory, mark]) =>
      mark === '!reset ' ? 'deploy: !reset null' : `deploy: {resources: {reservations: ${mark}{${memory}${devices}}}}`,
    )

/** Some of the keys that decide about a GPU. */
export function layer(tagged: boolean): fc.Arbitrary<Layer> {
  const lines = [
    keyed('runtime', fc.constantFrom('nvidia', 'runc'), tagged),
    keyed('ipc', fc.constantFrom('host', 'shareable', 'private'), tagged),
    keyed('shm_size', fc.constantFrom(...Object.keys(SIZES)), tagged),
    keyed('environment', environment, tagged),
    keyed('gpus', fc.oneof(fc.constant('all'), requests(gpuRequest)), tagged),
    deploy(tagged),
    keyed('devices', list(DEVICES), tagged),
    keyed('ulimits', ulimits, tagged),
    keyed('profiles', list(['x', 'y', 'gpu']), tagged),
    keyed('volumes', list(VOLUMES), tagged),
    keyed(
      'env_file',
      fc.constantFrom('a.env', '[a.env, b.env]', '[{path: b.env}]', '[{path: no.env, required: false}]'),
      tagged,
    ),
  ]
  const image = fc.option(
    fc.constantFrom('stub:2', 'stub:${TAG}', '"${OTHER:-stub}"').map((image) => `image: ${image}`),
    {
      nil: '',
    },
  )
  return fc
    .tuple(
      image,
      fc.subarray(lines, { minLength: 1, maxLength: 5 }).chain((chosen) => fc.tuple(...chosen)),
    )
    .map(([first, rest]) => (first ? [first, ...rest] : rest))
}
