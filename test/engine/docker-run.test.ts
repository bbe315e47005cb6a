import { describe, expect, test } from 'vitest'
import { splitWords } from '../../src/convert/docker-run/shell'
import { defaultConfig, MemoryWorkspace } from '../../src/service'
import { createEditorLinter } from '../../src/service/editor'
import { compose, config, execute, type Files, hasEngine, inFolder } from './support/compose'

/** What each container prints of itself. */
const OBSERVE = [
  'env | grep -v ^HOSTNAME=',
  'echo NODES=$$(ls -d /dev/nvidia* /dev/dri 2>/dev/null)',
  "echo SHM=$$(df -k /dev/shm | tail -n 1 | sed 's/^[^ ]* *//; s/ .*//')",
  'echo LIMIT=$$(ulimit -l)',
]

/** Projects of these tests run beside each other. */
let count = 0

/** The service `a` with these lines, observing itself where it has no command of its own. */
function project(lines: string, image = 'stub', top = ''): string {
  const observing = `entrypoint: ${JSON.stringify(['/bin/sh', '-c', OBSERVE.join('; ')])}\n`
  const all = `image: ${image}\nnetwork_mode: none\n${/^(?:command|entrypoint):/m.test(lines) ? '' : observing}${lines}`
  return `name: same${++count}\nservices:\n  a:\n${all.replace(/^/gm, '    ')}\n${top}`
}

async function lineOf(files: Files): Promise<string> {
  const text = files['compose.yaml'] ?? ''
  const linter = createEditorLinter({ workspace: new MemoryWorkspace({ ...files }), config: defaultConfig })
  const made = (await linter.navigator('compose.yaml', text))?.dockerRun(text.indexOf('  a:') + 2, {})
  expect(made?.lost.filter(({ why }) => !why.includes('its values stand in the line'))).toEqual([])
  return made?.line ?? ''
}

const sorted = (printed: string): readonly string[] => printed.replaceAll('\x1b[2K', '').trim().split('\n').sort()

/** What both containers print. */
async function printed(files: Files): Promise<readonly (readonly string[])[]> {
  const line = await lineOf(files)
  return inFolder(files, async (folder) => {
    const plain = ['up', '--pull', 'never', '--no-log-prefix', '--no-color', '--no-attach', 'none', 'a']
    const theirs = await compose(plain, folder)
    await compose(['down'], folder)
    const ours = await execute('sh', ['-c', line.replace('docker run', 'docker run --rm')], folder)
    const marks = (text: string) => sorted(text).filter((one) => /^[A-Za-z_]\w*=/.test(one))
    if (!ours.ok) throw new Error(`${line}\n${ours.stderr}`)
    return [marks(theirs.stdout), marks(ours.stdout)]
  })
}

type Container = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Of Compose's own making, or different by nature. */
const OWN = /^(?:com\.docker\.compose|desktop\.docker)/
const LEFT_OUT = new Set([
  'Hostname',
  'OnBuild',
  'ConsoleSize',
  'Binds',
  'Mounts',
  'Volumes',
  'ContainerIDFile',
  'AttachStdout',
  'AttachStderr',
  'AttachStdin',
  'OpenStdin',
  'StdinOnce',
])

/** null, nothing and emptiness are one. */
const isSome = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== '' &&
  value !== false &&
  value !== 0 &&
  JSON.stringify(value) !== '[]' &&
  JSON.stringify(value) !== '{}'

function told({ Config = {}, HostConfig = {} }: Container, mounts: unknown): unknown {
  const labels = Object.entries(Config.Labels ?? {}).filter(([key]) => !OWN.test(key))
  const list = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [])
  // The words of the entrypoint and the command are one call, and of two values of a variable the last one counts.
  const Cmd = isSome(Config.Entrypoint) ? [...list(Config.Entrypoint), ...list(Config.Cmd)] : Config.Cmd
  const Env = [...new Map(list(Config.Env).map((one) => [one.split('=', 1)[0], one])).values()].sort()
  const Ulimits = list(HostConfig.Ulimits)
    .map((one) => JSON.stringify(one))
    .sort()
  const more = { Ulimits, Labels: Object.fromEntries(labels), Cmd, Env, Entrypoint: undefined, mounts }
  const entries = Object.entries({ ...Config, ...HostConfig, ...more })
  return Object.fromEntries(entries.filter(([key, value]) => !LEFT_OUT.has(key) && isSome(value)))
}

async function inspect(name: string, folder: string): Promise<unknown> {
  const { stdout, stderr } = await execute('docker', ['inspect', name], folder)
  const [container] = JSON.parse(stdout) as [Container & { Mounts: readonly Record<string, unknown>[] }]
  if (!container) throw new Error(stderr)
  const mounts = container.Mounts.map(({ Type, Source, Destination, RW, Name, Propagation }) =>
    // A volume without a name has one that nobody knows before.
    [Type, /^[0-9a-f]{64}$/.test(String(Name)) ? 'anonymous' : (Name ?? Source), Destination, RW, Propagation].join(
      ' ',
    ),
  )
  const asked = (container.HostConfig?.Mounts ?? []) as readonly Record<string, Record<string, unknown>>[]
  const options = asked
    .filter((one) => one.TmpfsOptions || one.VolumeOptions?.NoCopy)
    .map(({ Target, TmpfsOptions, VolumeOptions }) => JSON.stringify([Target, TmpfsOptions, VolumeOptions?.NoCopy]))
  return told(container, [...mounts.sort(), ...options.sort()])
}

/** Both containers as the engine knows them, created and not started. */
async function created(files: Files): Promise<readonly unknown[]> {
  const line = await lineOf(files)
  const [, name] = /^name: (.*)/.exec(files['compose.yaml'] ?? '') ?? []
  return inFolder(files, async (folder) => {
    const theirs = await compose(['create', '--pull', 'never', 'a'], folder)
    if (!theirs.ok) throw new Error(theirs.stderr)
    const both = [await inspect(`${name}-a-1`, folder)]
    await compose(['down', '-v'], folder)
    const ours = await execute('sh', ['-c', line.replace('docker run', `docker create --name ours-${name}`)], folder)
    if (!ours.ok) throw new Error(`${line}\n${ours.stderr}`)
    both.push(await inspect(`ours-${name}`, folder))
    await execute('docker', ['rm', '-fv', `ours-${name}`], folder)
    return both
  })
}

const reserve = (item: string): string => `deploy:\n  resources:\n    reservations:\n      devices:\n        - ${item}`
const here = hasEngine('current')

describe.skipIf(!here)('a service and its docker run line see the same', () => {
  test.each([
    ['gpus: all'],
    ['gpus: all', 'stub-cuda'],
    [reserve('{ driver: nvidia, count: 1, capabilities: [gpu] }')],
    [reserve('{ driver: nvidia, count: all, capabilities: [gpu, utility] }'), 'stub-cuda'],
    [reserve('{ driver: nvidia, count: 2, capabilities: [gpu, compute, utility] }')],
    [reserve('{ device_ids: ["1"], capabilities: [gpu] }')],
    [reserve('{ device_ids: ["0", "1"], capabilities: [gpu, compute, utility] }')],
    ['runtime: nvidia\nenvironment: { NVIDIA_VISIBLE_DEVICES: "0" }'],
    ['devices: [nvidia.com/gpu=0]'],
    [
      'gpus: all\nshm_size: 64mb\nulimits: { memlock: 65536 }\nenvironment: ["A=it\'s $$x \\"y\\" `z` !", "B=", "C=a\\\\b"]',
    ],
    ['gpus: all\nipc: host'],
    [reserve('{ driver: nvidia, count: "${NONE:-1}", capabilities: [gpu] }')],
    [reserve('{ driver: nvidia, device_ids: ["${GPU:-1}"], capabilities: [gpu, nvidia] }')],
    [reserve('{ capabilities: [gpu], options: { a: b, c: d } }'), 'stub-cuda'],
    [
      'gpus: [{ driver: nvidia, device_ids: ["1"], capabilities: [utility] }]\nenvironment: { A: "p${NONE}s", B: "${NONE}" }',
    ],
    ['env_file: [a.env]\nenvironment: { A: own }\ngpus: all'],
  ])('%s %s', async (lines, image = 'stub') => {
    const [theirs, ours] = await printed({ 'compose.yaml': project(lines, image), 'a.env': 'A=1\nB=2\n' })
    expect(theirs?.some((line) => line.startsWith('SHM='))).toBe(true)
    expect(ours).toEqual(theirs)
  })
})

describe.skipIf(!here)('a service and its docker run line make the same container', () => {
  const whole = [
    'user: "1000:1000"\nworking_dir: /w\nhostname: h\nrestart: on-failure:3\ninit: true\nread_only: true',
    'cap_add: [SYS_PTRACE]\ncap_drop: [NET_RAW]\nsecurity_opt: ["no-new-privileges:true"]\ngroup_add: ["44"]\nprivileged: true',
    'shm_size: 1gb\nipc: shareable\npid: host\nulimits: { memlock: -1, nofile: { soft: 10, hard: 20 } }\nmem_limit: 1g\ncpus: 1.5',
    'deploy: { resources: { limits: { cpus: "0.5", memory: 512m, pids: 50 }, reservations: { memory: 128m } }, restart_policy: { condition: any } }',
    'ports: ["18000:80", "127.0.0.1:18001:81/udp", { target: 82, published: "18002", host_ip: 127.0.0.1 }]\nexpose: ["83/tcp"]',
    'volumes: ["./d/../d:/d:ro", "named:/n", /anon, { type: bind, source: ./e, target: /e, read_only: true }, { type: volume, source: named, target: /m }]\ntmpfs: ["/t:size=8m"]',
    'labels: { a: "b c" }\nextra_hosts: ["x=10.0.0.1"]\ndns: [1.1.1.1]\nsysctls: { kernel.msgmax: 65536 }\nstop_signal: SIGINT\nstop_grace_period: 1m5s',
    'healthcheck: { test: [CMD-SHELL, "true || false"], interval: 10s, timeout: 5s, retries: 2, start_period: 1m }\nlogging: { driver: json-file, options: { max-size: 1m } }',
    'healthcheck: { disable: true }\ndevice_cgroup_rules: ["c 195:* rmw"]\ndevices: ["/dev/null:/dev/x:rw"]',
    'command: sh -c "echo \'a  b\' $$HOME" c\\ d \\n',
    'entrypoint: [/bin/sh, -c]\ncommand: ["echo $$HOME; *"]',
    'domainname: d.example\nuts: host\nuserns_mode: host\ncgroup: private\ncgroup_parent: /p\noom_score_adj: 100\npids_limit: 7',
    'mem_limit: 64m\nmemswap_limit: 128m\nmem_reservation: 32m\nmem_swappiness: 10\ncpu_shares: 5\ncpu_quota: 20000\ncpu_period: 100000\ncpuset: "0"',
    'dns_search: [a.example]\ndns_opt: ["ndots:2"]\nannotations: { a.b/c: d }\nmac_address: 02:42:ac:11:65:43\nplatform: linux/amd64\noom_kill_disable: true',
    'label_file: [l.env]\nlabels: [own=1]\ncap_add: [ALL]\npull_policy: missing',
    'volumes: [{ type: tmpfs, target: /t, tmpfs: { size: 8388608, mode: 448 } }, { type: tmpfs, target: /u, tmpfs: { mode: 0o1777 } }, { type: bind, source: ./p, target: /p, bind: { propagation: rshared } }, { type: volume, source: named, target: /v, volume: { nocopy: true } }]',
    'entrypoint: /bin/sh -c true\ntty: true\nstdin_open: true',
    'env_file: [a.env, b.env]\nenvironment: { Z: "${IN_FILE}-${NOT:-d}" }',
  ]
  const more: Files = {
    'l.env': 'label.of=file\n',
    'p/x': '',
    'a.env': '# x\nA=1\nB=/a/b?c=d\n',
    'b.env': 'C="x y" # z\nA=2\n',
    '.env': 'IN_FILE=f\n',
  }
  test.each(whole)('%s', async (lines) => {
    const top = lines.includes('named') ? 'volumes: { named: {} }\n' : ''
    const [theirs, ours] = await created({ 'compose.yaml': project(lines, 'stub', top), ...more })
    expect(ours).toEqual(theirs)
  })
})

describe.skipIf(!here)('a text is taken apart as Compose does', () => {
  const texts = [
    `python -c "print('a b')" --x='y z' c\\ d`,
    'a\\nb \\t "c\\nd" "e\\"f" \'g\\h\'',
    'a "" \'\' b""c',
    'make && run',
    'echo a>b 2>c',
    'a;b',
    'a `b c` d',
    'a $(b c) d',
    'a\\\\b  "x y"z\'w\'',
    ' lead  and trail\t',
    '{a,b} *.txt ~ #x !y',
  ]
  test('word for word', async () => {
    const services = Object.fromEntries(
      texts.map((text, i) => [`s${i}`, { image: 'x', command: text.replaceAll('$', '$$$$') }]),
    )
    const { ok, stdout, stderr } = await config({ 'compose.yaml': JSON.stringify({ services }) }, [
      'config',
      '--format',
      'json',
    ])
    expect(ok ? '' : stderr).toBe('')
    const theirs = JSON.parse(stdout).services as Record<string, { command: string[] }>
    const found = texts.map((_, i) => theirs[`s${i}`]?.command.map((one) => one.replaceAll('$$', '$')))
    expect(texts.map((text) => splitWords(text)?.words)).toEqual(found)
  })
  test.each(['a "b', "a 'b", 'a (b)'])('%j is refused', async (command) => {
    expect(splitWords(command)).toBeUndefined()
    expect((await config({ 'compose.yaml': JSON.stringify({ services: { a: { image: 'x', command } } }) })).ok).toBe(
      false,
    )
  })
})
