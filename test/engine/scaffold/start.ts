import type { Project } from '../../frameworks/support/project'
import { compose, execute, type Files, inFolder } from '../support/compose'

/** Laid over the project: a stub image that tells what it sees, without a network, in place of what takes gigabytes. */
const stub = (service: string): string => `services:
  ${service}:
    build: !reset null
    image: stub
    entrypoint: ["/bin/sh", "-c", "env; echo NODES=$$(ls -d /dev/nvidia[0-9] 2>/dev/null); echo MAPPED=$$(for node in /dev/kfd /dev/dri /dev/dri/*; do [ -c $$node ] && echo $$node; done); echo GROUPS=$$(id -G); echo USER_ID=$$(id -u):$$(id -g); echo END=1"]
    command: !reset null
    working_dir: !reset null
    network_mode: none
    ports: !reset []
    volumes: !reset []
    restart: "no"
    healthcheck: !reset null
`

/** The files of a project; host paths of device nodes that this machine lacks lead to one that it has. */
export const filesOf = ({ files }: Project): Files =>
  Object.fromEntries(
    files.map(({ path, text }) => [path, text.replace(/- \/dev\/(?:nvidia[\w-]+|kfd|dri[\w/]*):/g, '- /dev/null:')]),
  )

const composeNames = (files: Files): readonly string[] =>
  ['docker-compose.yml', 'compose.yaml', 'compose.gpu.yaml'].filter((name) => name in files)

/** @returns what `docker compose config` says against the project, empty where it takes it */
export const refusedBy = (files: Files): Promise<string> =>
  inFolder(files, async (folder) => {
    const own = composeNames(files).flatMap((name) => ['-f', name])
    const { ok, stderr } = await compose([...own, 'config', '-q'], folder)
    return ok ? '' : stderr || 'refused'
  })

/** What `docker build --check` warns of; the images below are the stub under their names. */
export const warningsOf = (files: Files): Promise<string> =>
  inFolder(files, async (folder) => {
    const text = files.Dockerfile ?? ''
    const stages = new Set([...text.matchAll(/^FROM \S+ AS (\S+)/gm)].map(([, name]) => name))
    for (const [, image = ''] of text.matchAll(/^FROM (\S+)/gm))
      if (!stages.has(image)) await execute('docker', ['tag', 'stub', image], folder)
    const { ok, stdout, stderr } = await execute('docker', ['build', '--check', '--network', 'none', '.'], folder)
    return ok && /no warnings found/i.test(stdout + stderr) ? '' : stdout + stderr
  })

let started = 0

/** What the container of the service sees: its environment, and NODES. */
export const seenBy = (files: Files, service: string): Promise<Readonly<Record<string, string>>> =>
  inFolder({ ...files, 'stub.yaml': stub(service) }, async (folder) => {
    const own = [...composeNames(files), 'stub.yaml'].flatMap((name) => ['-f', name])
    const up = ['up', '--pull', 'never', '--no-log-prefix', '--no-color', '--no-deps', service]
    const { stdout, stderr } = await compose(['-p', `scaffold${++started}`, ...own, ...up], folder)
    const seen = Object.fromEntries([...stdout.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))
    return seen.END ? seen : { stopped: stderr + stdout }
  })

/** What `docker compose up` says of the project as it is. */
export const saidByUp = (files: Files): Promise<string> =>
  inFolder(files, async (folder) => {
    const own = ['-p', `scaffold${++started}`, ...composeNames(files).flatMap((name) => ['-f', name])]
    const { stderr } = await compose([...own, 'up', '-d'], folder)
    await compose([...own, 'down'], folder)
    return stderr
  })
