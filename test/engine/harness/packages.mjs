// The programs of a Docker Engine and its Docker Compose: those of the machine, else Debian's, unpacked below out/engine.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** The pairs that the tests are about, and the suite of Debian that has them. */
export const RELEASES = {
  current: { name: 'current', engine: '28', compose: '2.40', suite: 'testing' },
  old: { name: 'old', engine: '26.1', compose: '2.26', suite: 'trixie' },
}

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
const folderOf = ({ name }) => path.resolve(import.meta.dirname, '../../../out/engine', name)

/** A reason why the layer cannot run on this machine. */
export class Unavailable extends Error {}

/** @returns what `PATH` must begin with, a folder of Docker's plugins if it is not the usual one, and a static busybox */
export function programs(release) {
  return installed(release) ?? unpacked(release) ?? download(release)
}

function said(command, args, env = process.env) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', env, timeout: 20_000 })
  return status === 0 ? stdout : ''
}

const isStatic = (file) => said('file', ['-L', file]).includes('statically linked')

function installed({ engine, compose }) {
  if (!said('dockerd', ['--version']).includes(` ${engine}.`)) return undefined
  if (!said('docker', ['compose', 'version']).includes(`${compose}.`)) return undefined
  const busybox = said('which', ['busybox']).trim()
  return busybox && isStatic(busybox) ? { path: '', plugins: undefined, busybox } : undefined
}

/** Written last: what is there is whole. */
const COMPLETE = 'complete'

function unpacked(release) {
  const cache = folderOf(release)
  if (!fs.existsSync(path.join(cache, COMPLETE))) return undefined
  const at = (name) => path.join(cache, 'root', name)
  const folders = ['usr/bin', 'usr/sbin', 'bin', 'sbin'].map(at)
  const busybox = folders.map((folder) => path.join(folder, 'busybox')).find((file) => fs.existsSync(file))
  const plugins = ['usr/libexec', 'usr/lib'].map((name) => at(`${name}/docker/cli-plugins`))
  return { path: folders.join(':'), plugins: plugins.find((folder) => fs.existsSync(folder)), busybox }
}

function download(release) {
  const { address, own } = source(release)
  const { suite, engine, compose } = release
  const cache = folderOf(release)
  fs.rmSync(cache, { recursive: true, force: true })
  const apt = privateApt(cache, address, [...new Set([suite, own])])
  apt('update')
  const names = ['docker.io', 'docker-cli', 'docker-compose', 'docker-buildx', 'containerd', 'busybox-static']
  // runc is not linked statically: the one of the machine's own release fits its C library.
  apt('download', ...names.map((name) => `${name}/${suite}`), `runc/${own}`)
  const debs = fs.readdirSync(path.join(cache, 'debs'))
  check('docker.io', engine, debs)
  check('docker-compose', compose, debs)
  fs.mkdirSync(path.join(cache, 'root'))
  for (const deb of debs) run('dpkg', ['-x', path.join(cache, 'debs', deb), path.join(cache, 'root')], cache)
  for (const name of ['apt', 'debs']) fs.rmSync(path.join(cache, name), { recursive: true })
  fs.writeFileSync(path.join(cache, COMPLETE), debs.join('\n'))
  return unpacked(release)
}

function check(name, version, debs) {
  const found = debs.find((deb) => deb.startsWith(`${name}_`)) ?? ''
  const fits = new RegExp(`^[^_]+_(\\d+(:|%3a))?${version.replaceAll('.', '\\.')}\\.`)
  if (!fits.test(found)) throw new Unavailable(`the tests are about ${name} ${version}, and Debian now has ${found}`)
}

/** Where this machine gets its packages from, and the name of its release. */
function source({ engine }) {
  const own = /^VERSION_CODENAME=(\w+)$/m.exec(said('cat', ['/etc/os-release']))?.[1]
  const targets = said('apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE)', 'Created-By: Packages'])
  const line = targets.split('\n').find((target) => own && target.endsWith(` ${own}`))
  if (!line) throw new Unavailable(`no Docker Engine ${engine} is installed, and there is no apt to get one with`)
  return { address: line.split(' ')[0], own }
}

/** apt with lists, sources and a cache of its own: nothing of the machine is changed. */
function privateApt(cache, address, suites) {
  const at = (...names) => path.join(cache, 'apt', ...names)
  const debs = path.join(cache, 'debs')
  for (const folder of [debs, ...['lists/partial', 'cache/archives/partial', 'none'].map((name) => at(name))])
    fs.mkdirSync(folder, { recursive: true })
  const signed = fs.existsSync(KEYRING) ? ` [signed-by=${KEYRING}]` : ''
  fs.writeFileSync(at('sources.list'), suites.map((suite) => `deb${signed} ${address} ${suite} main\n`).join(''))
  const options = {
    'Dir::Etc::sourcelist': at('sources.list'),
    'Dir::Etc::sourceparts': at('none'),
    'Dir::Etc::preferencesparts': at('none'),
    'Dir::State::Lists': at('lists'),
    'Dir::Cache': at('cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'APT::Update::Error-Mode': 'any',
  }
  const given = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return (...args) => run('apt-get', [...given, '-qq', ...args], debs)
}

function run(command, args, cwd) {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 300_000 })
  if (status === 0) return
  const why = (stderr || error?.message || '').trim().split('\n')[0]
  throw new Unavailable(`the programs are not installed, and ${command} could not get them (${why})`)
}
