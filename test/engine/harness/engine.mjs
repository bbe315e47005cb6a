// A private Docker Engine with simulated GPUs: own socket, own data, no network, gone with the process that started it.
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { programs, Unavailable } from './packages.mjs'
import { simulateGpus } from './simulated-gpus.mjs'

/** Images that the tests start, all a static busybox; the second says of itself what CUDA images say. */
const CUDA = [
  'NVIDIA_VISIBLE_DEVICES=all',
  'NVIDIA_DRIVER_CAPABILITIES=compute,utility',
  'LD_LIBRARY_PATH=/usr/local/nvidia/lib:/usr/local/nvidia/lib64',
]
const IMAGES = { stub: [], 'stub-cuda': ['-c', `ENV ${CUDA.join(' ')}`] }
const APPLETS = ['sh', 'cat', 'env', 'ls', 'sleep', 'df', 'true', 'false', 'id']

/**
 * Starts an engine, which ends with this process at the latest.
 * @param release one of `RELEASES`
 * @returns the variables with which `docker` speaks to it; COMPOSE is the plugin of that name
 * @throws Unavailable with the reason where this machine cannot have one
 */
export async function startEngine(release) {
  if (process.platform !== 'linux') throw new Unavailable('Docker Engine itself runs on Linux only')
  if (process.getuid() !== 0) throw new Unavailable('starting a Docker Engine takes root')
  const found = programs(release)
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'gpu-compose-engine-'))
  const daemon = startDaemon(found, home)
  const stop = () => {
    daemon.kill('SIGKILL')
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
  process.on('exit', stop)
  try {
    const env = clientOf(found, home)
    await ready(daemon, env, home)
    importStubs(found, env, home)
    return env
  } catch (error) {
    stop()
    throw error
  }
}

/**
 * The daemon runs in name spaces of its own for processes and mounts. Both end with their first process, and that one
 * with ours, however it ends: nothing can stay behind.
 */
function startDaemon(found, home) {
  const { hooks, cdi } = simulateGpus(home)
  const log = fs.openSync(path.join(home, 'engine.log'), 'a')
  const at = (name) => path.join(home, name)
  const daemon = ['dockerd', '--data-root', at('data'), '--exec-root', at('exec'), '-p', at('pid'), '-H', socket(home)]
  // The runtime of the NVIDIA toolkit wraps runc; here it is runc itself.
  const gpus = ['--cdi-spec-dir', cdi, '--add-runtime', 'nvidia=runc']
  const alone = ['--bridge=none', '--iptables=false', '--ip6tables=false']
  const first = 'mount -t tmpfs tmpfs /run && { "$@" & wait $!; }'
  const spaces = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', first, 'sh']
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...spaces, ...daemon, ...alone, ...gpus], {
    env: { ...process.env, PATH: [hooks, found.path, process.env.PATH].join(':') },
    stdio: ['ignore', log, log],
  })
  child.on('error', () => {})
  return child
}

const socket = (home) => `unix://${path.join(home, 'docker.sock')}`

/** Nothing of the user's own Docker is seen, and no variable but these is there for Compose to fill in. */
function clientOf(found, home) {
  const config = path.join(home, 'config')
  fs.mkdirSync(config)
  if (found.plugins) fs.symlinkSync(found.plugins, path.join(config, 'cli-plugins'))
  const env = {
    PATH: [found.path, process.env.PATH].join(':'),
    HOME: home,
    DOCKER_HOST: socket(home),
    DOCKER_CONFIG: config,
  }
  const plugins = '{{range .ClientInfo.Plugins}}{{if eq .Name "compose"}}{{.Path}}{{end}}{{end}}'
  const { stdout } = spawnSync('docker', ['info', '--format', plugins], { env, encoding: 'utf8' })
  return { ...env, COMPOSE: stdout.trim() }
}

async function ready(daemon, env, home) {
  for (let tries = 0; tries < 120 && daemon.exitCode === null; tries++) {
    const { status } = spawnSync('docker', ['version'], { env, timeout: 10_000 })
    if (status === 0) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const log = fs.readFileSync(path.join(home, 'engine.log'), 'utf8').trim().split('\n')
  throw new Unavailable(`the engine did not start: ${log.slice(-3).join(' | ')}`)
}

function importStubs(found, env, home) {
  const tree = path.join(home, 'stub')
  for (const folder of ['bin', 'dev', 'proc', 'sys', 'tmp', 'etc']) {
    fs.mkdirSync(path.join(tree, folder), { recursive: true })
  }
  fs.copyFileSync(found.busybox, path.join(tree, 'bin/busybox'))
  for (const name of APPLETS) fs.symlinkSync('busybox', path.join(tree, 'bin', name))
  const { stdout } = spawnSync('tar', ['-C', tree, '-c', '.'], { maxBuffer: 1 << 26 })
  for (const [name, options] of Object.entries(IMAGES)) {
    const args = ['import', ...options, '-', name]
    const { status, stderr } = spawnSync('docker', args, { env, input: stdout, encoding: 'utf8' })
    if (status !== 0) throw new Unavailable(`the engine takes no image: ${stderr.trim()}`)
  }
}
