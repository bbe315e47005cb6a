import { describe, expect, test } from 'vitest'
import { defaultConfig, MemoryWorkspace } from '../../src/service'
import { createEditorLinter } from '../../src/service/editor'

type Files = Readonly<Record<string, string>>

async function run(files: Files, path = 'app/compose.yaml', name = 'a') {
  const text = files[path] ?? ''
  const linter = createEditorLinter({ workspace: new MemoryWorkspace(files), config: defaultConfig })
  const navigator = await linter.navigator(path, text)
  return navigator?.dockerRun(text.search(new RegExp(`^  ${name}:`, 'm')) + 2, {})
}

const service = (lines: string): string => `services:\n  a:\n    image: img\n${lines.replace(/^/gm, '    ')}\n`

/** What stands between `docker run` and the image, and behind it. */
async function words(lines: string, more: Files = {}): Promise<string> {
  const made = await run({ 'app/compose.yaml': service(lines), ...more })
  return made?.line.replace(/^docker run /, '') ?? 'nothing'
}

const lost = async (lines: string, more: Files = {}) => {
  const made = await run({ 'app/compose.yaml': service(lines), ...more })
  return made?.lost.map(({ key, why }) => `${key}: ${why}`)
}

const reserve = (item: string) => `deploy:\n  resources:\n    reservations:\n      devices:\n        - ${item}`

describe('GPUs', () => {
  test.each([
    ['gpus: all', '--gpus all img'],
    [reserve('{ driver: nvidia, count: 1, capabilities: [gpu] }'), '--gpus 1 img'],
    [reserve('{ capabilities: [gpu] }'), '--gpus all img'],
    [reserve('{ device_ids: ["0"], capabilities: [gpu] }'), '--gpus device=0 img'],
    [reserve('{ device_ids: ["0", "1"], capabilities: [gpu] }'), `--gpus '"device=0,1"' img`],
    [reserve('{ count: all, capabilities: [gpu, utility] }'), '--gpus all,capabilities=utility img'],
    [reserve('{ count: 2, capabilities: [gpu, compute, utility] }'), `--gpus '2,"capabilities=compute,utility"' img`],
    [reserve('{ driver: other, count: 2, capabilities: [gpu] }'), '--gpus 2,driver=other img'],
    [
      reserve('{ count: all, capabilities: [gpu], options: { virtualization: "false" } }'),
      '--gpus all,options=virtualization=false img',
    ],
    [
      reserve('{ driver: cdi, device_ids: ["nvidia.com/gpu=0"], capabilities: [gpu] }'),
      '--device nvidia.com/gpu=0 img',
    ],
    [
      'devices: [nvidia.com/gpu=all, "/dev/dri:/dev/dri"]',
      '--device nvidia.com/gpu=all --device /dev/dri:/dev/dri img',
    ],
    ['devices: [{ source: /dev/kfd, target: /dev/kfd, permissions: rw }]', '--device /dev/kfd:/dev/kfd:rw img'],
    ['runtime: nvidia\nenvironment: [NVIDIA_VISIBLE_DEVICES=0]', '--runtime nvidia -e NVIDIA_VISIBLE_DEVICES=0 img'],
    [reserve('{ count: "${GPUS}", capabilities: [gpu] }'), '--gpus "$GPUS" img'],
    [reserve('{ device_ids: ["${GPU}", "1"], capabilities: [gpu] }'), '--gpus "\\"device=${GPU},1\\"" img'],
  ])('%s', async (lines, wanted) => expect(await words(lines)).toBe(wanted.replace('${GPU}', '$GPU')))

  test('a request for none cannot be made', async () => {
    const none = reserve('{ count: 0, capabilities: [gpu] }')
    expect(await words(none)).toBe('img')
    expect(await lost(none)).toEqual([
      'deploy.resources.reservations.devices: --gpus cannot ask for none: nothing is asked for',
    ])
  })
})

describe('what a service says', () => {
  test.each([
    [
      'container_name: x\nhostname: y\nuser: "1000:1000"\nworking_dir: /w',
      '--name x --hostname y -u 1000:1000 -w /w img',
    ],
    [
      'shm_size: 8gb\nipc: host\npid: host\nnetwork_mode: none',
      '--shm-size 8gb --ipc host --pid host --network none img',
    ],
    ['ulimits: { memlock: -1, nofile: { soft: 1, hard: 2 } }', '--ulimit memlock=-1 --ulimit nofile=1:2 img'],
    ['init: true\ntty: true\nstdin_open: true\nprivileged: false\nread_only: true', '--init -t -i --read-only img'],
    ['cap_add: [SYS_ADMIN]\nsecurity_opt: ["label:disable"]', '--cap-add SYS_ADMIN --security-opt label:disable img'],
    ['labels: { a: "b c" }\nsysctls: [net.core.somaxconn=1]', `--sysctl net.core.somaxconn=1 --label 'a=b c' img`],
    ['extra_hosts: { host.docker.internal: host-gateway }', '--add-host host.docker.internal:host-gateway img'],
    ['tmpfs: /run\ngroup_add: [video, 44]', '--group-add video --group-add 44 --tmpfs /run img'],
    ['ports: ["8000:80", "127.0.0.1:1-2:1-2/udp", 9]', '-p 8000:80 -p 127.0.0.1:1-2:1-2/udp -p 9 img'],
    ['ports: [{ target: 80, published: "8000", host_ip: "::1", protocol: udp }]', `-p '[::1]:8000:80/udp' img`],
    ['ports: [{ target: 80 }, { target: 81, host_ip: 127.0.0.1 }]', '-p 80 -p 127.0.0.1::81 img'],
    ['restart: unless-stopped', '--restart unless-stopped img'],
    ['restart: "no"', 'img'],
    ['deploy: { restart_policy: { condition: on-failure, max_attempts: 3 } }', '--restart on-failure:3 img'],
    [
      'deploy: { resources: { limits: { cpus: "1.5", memory: 4g, pids: 9 } } }',
      '--cpus 1.5 --memory 4g --pids-limit 9 img',
    ],
    ['stop_grace_period: 1m30s', '--stop-timeout 90 img'],
    ['logging: { driver: local, options: { max-size: 1m } }', '--log-driver local --log-opt max-size=1m img'],
    [
      'healthcheck: { test: [CMD, curl, -f, "http://localhost/a b"], interval: 1m, retries: 3 }',
      `--health-cmd 'curl -f '\\''http://localhost/a b'\\''' --health-interval 1m --health-retries 3 img`,
    ],
    ['healthcheck: { test: curl -f localhost || exit 1 }', `--health-cmd 'curl -f localhost || exit 1' img`],
    ['healthcheck: { disable: true }', '--no-healthcheck img'],
    ['pull_policy: always\nplatform: linux/arm64', '--platform linux/arm64 --pull always img'],
    ['networks: [shared]\nx-a: 1', 'img'],
  ])('%s', async (lines, wanted) => expect(await words(lines)).toBe(wanted))
})

describe('command and entrypoint', () => {
  test.each([
    ['command: [python, a.py, --x, "y z"]', `img python a.py --x 'y z'`],
    [`command: python -c "print('a b')"`, `img python -c 'print('\\''a b'\\'')'`],
    ['command: |\n  a\n  --b c\\ d', `img a --b 'c d'`],
    ['entrypoint: [/bin/sh, -c]\ncommand: ["ls *; echo $$HOME"]', `--entrypoint /bin/sh img -c 'ls *; echo $HOME'`],
    ['entrypoint: []\ncommand: ls', `--entrypoint '' img ls`],
    ['entrypoint: ""', `--entrypoint '' img`],
    [`command: "it's"`, `nothing`],
    ['command: ["it\'s", "!", "", "a=~b"]', `img 'it'\\''s' '!' '' 'a=~b'`],
  ])('%s', async (lines, wanted) => {
    if (wanted === 'nothing') expect(await lost(lines)).toEqual(['command: Compose cannot take it apart'])
    else expect(await words(lines)).toBe(wanted)
  })
  test('what Compose leaves out is said', async () => {
    expect(await words('command: make && run')).toBe('img make')
    expect(await lost('command: make && run')).toEqual(['command: Compose reads it only up to "&&"'])
  })
})

describe('environment', () => {
  test.each([
    ['environment: { A: 1, B: "x y", C: "", D: }', `-e A=1 -e 'B=x y' -e C= -e D img`],
    ['environment: [A=1, "B=$$x", C, D=]', `-e A=1 -e 'B=$x' -e C -e D= img`],
    [
      'environment: { A: "${TOKEN}", B: "p${X}s!", C: "${Y:-d}", D: "${Z:?no}" }',
      `-e "A=$TOKEN" -e B=p"$X"'s!' -e C=d -e "D=$Z" img`,
    ],
  ])('%s', async (lines, wanted) => expect(await words(lines)).toBe(wanted))

  test('variables of the shell are told', async () => {
    const made = await run({
      'app/compose.yaml': service('environment: { A: "${TOKEN}", B: "${DIR}" }\nvolumes: [".:/w"]'),
      'app/.env': 'DIR=/d\n',
    })
    expect([made?.variables, made?.line]).toEqual([['TOKEN'], 'docker run -e "A=$TOKEN" -e B=/d -v "$PWD:/w" img'])
  })

  test('a file that Docker reads alike stays where it is', async () => {
    const files = { 'app/a.env': '# a\nA=1\nSECRET=s3cr3t/+=\n', 'b.env': 'B="x y"\nA=2\n' }
    expect(await words('env_file: [a.env, ../b.env]\nenvironment: [C=3]', files)).toBe(
      `--env-file a.env -e A=2 -e 'B=x y' -e C=3 img`,
    )
    expect(await lost('env_file: [a.env, ../b.env]', files)).toEqual([
      'env_file: Docker reads b.env in another way: its values stand in the line',
    ])
    expect(await lost('env_file: [gone.env, { path: too.env, required: false }]')).toEqual([
      'env_file: app/gone.env is not there',
    ])
  })
})

describe('volumes', () => {
  test.each([
    ['volumes: ["./data:/data:ro", ".:/w", "../x:/x"]', '-v "$PWD/data:/data:ro" -v "$PWD:/w" -v "$PWD/../x:/x" img'],
    ['volumes: ["/a b:/c", "~/m:/m", /anon]', `-v '/a b:/c' -v "$HOME/m:/m" -v /anon img`],
    [
      'volumes: ["cache:/c", { type: volume, source: cache, target: /d, read_only: true }]',
      '-v app_cache:/c -v app_cache:/d:ro img',
    ],
    ['volumes: [{ type: bind, source: ./a, target: /b }]', '-v "$PWD/a:/b" img'],
    ['volumes: [{ type: tmpfs, target: /t, tmpfs: { size: 64m } }]', '--mount type=tmpfs,target=/t,tmpfs-size=64m img'],
    [
      'volumes: [{ type: bind, source: /a, target: /b, read_only: true, bind: { propagation: rshared } }]',
      '--mount type=bind,source=/a,target=/b,bind-propagation=rshared,readonly img',
    ],
    ['volumes: ["${DATA}:/data"]', '-v "$DATA:/data" img'],
  ])('%s', async (lines, wanted) => expect(await words(lines)).toBe(wanted))

  test('have the names that Compose gives them', async () => {
    const text = (top: string) => ({ 'app/compose.yaml': `${service('volumes: ["store:/m"]')}${top}` })
    expect((await run(text('name: other\n')))?.line).toBe('docker run -v other_store:/m img')
    expect((await run(text('volumes: { store: { external: true } }\n')))?.line).toBe('docker run -v store:/m img')
    expect((await run(text('volumes: { store: { name: models } }\n')))?.line).toBe('docker run -v models:/m img')
  })
})

describe('around the service', () => {
  test('what it extends counts', async () => {
    const files = {
      'app/compose.yaml': 'services:\n  a:\n    extends: { file: ../base/b.yaml, service: b }\n    shm_size: 1g\n',
      'base/b.yaml': 'services: { b: { image: x, gpus: all, volumes: ["./d:/d"], blkio_config: { weight: 1 } } }\n',
    }
    const made = await run(files)
    expect(made?.line).toBe('docker run --shm-size 1g --gpus all -v "$PWD/../base/d:/d" x')
    expect(made?.lost).toEqual([{ key: 'blkio_config', why: 'is left out' }])
  })
  test('a built image has the name that Compose gives it', async () => {
    const made = await run({ 'app/compose.yaml': 'services:\n  a:\n    build: .\n' })
    expect(made?.line).toBe('docker run app-a')
    expect(made?.lost).toEqual([{ key: 'build', why: 'build the image first: docker compose build a' }])
  })
  test('what is not carried over is said', async () => {
    const text = `${service('depends_on: [db]\nipc: service:db\nnetworks: [own, shared]\nsecrets: [s]\nscale: 2\nprofiles: [p]\n')}  db: { image: x }\nnetworks: { own: {}, shared: { external: true, name: net } }\n`
    const made = await run({ 'app/compose.yaml': text })
    expect(made?.line).toBe('docker run --network net img')
    expect(made?.lost.map(({ key, why }) => `${key}: ${why}`)).toEqual([
      'ipc: start db first, then add --ipc container:NAME',
      'depends_on: start db first',
      'networks: the network of Compose (own), with the names of the other services, is left out',
      'scale: this is one container, not 2',
      'secrets: mount their files by hand under /run/secrets',
    ])
  })
  test('a part of a service is none', async () => {
    expect(await run({ 'app/compose.yaml': 'services:\n  a:\n    gpus: all\n' })).toBeUndefined()
  })
})
