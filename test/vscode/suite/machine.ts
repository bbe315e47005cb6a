import fs from 'node:fs'
import path from 'node:path'
import * as vscode from 'vscode'
import { appears, at, CUDA_LATEST, closeAll, equal, extension, open, ruleOf, sleep, until, write } from './support'

/** Milliseconds of processor time that the processes with these numbers have had. */
const workOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const [, user = 0, system = 0] = /\) \S(?: \S+){10} (\d+) (\d+)/.exec(statOf(pid))?.map(Number) ?? []
    // The kernel counts hundredths of a second.
    return sum + (user + system) * 10
  }, 0)

const statOf = (pid: number): string => fs.readFileSync(`/proc/${pid}/stat`, 'utf8')

/** The language server, a child of this host. */
const servers = (): readonly number[] =>
  fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isServer(Number(name)))
    .map(Number)

function isServer(pid: number): boolean {
  try {
    const parent = Number(/\) \S (\d+)/.exec(statOf(pid))?.[1])
    return parent === process.pid && fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server.js')
  } catch {
    // It ended meanwhile.
    return false
  }
}

suite('the machine', () => {
  teardown(closeAll)

  test('idles with an open file: neither the language server nor this host works', async function () {
    if (process.platform !== 'linux') {
      console.log('skip idleness: the processor time of a process is read from /proc')
      this.skip()
    }
    this.timeout(60_000)
    const { document } = await open('docker-compose.yml')
    await appears(document.uri, CUDA_LATEST)
    const found = servers()
    equal(found.length, 1)
    const pids = [...found, process.pid]
    await sleep(3000)
    const before = pids.map((pid) => workOf([pid]))
    await sleep(5000)
    const worked = pids.map((pid, i) => workOf([pid]) - Number(before[i]))
    // A hundredth of the time would be felt by no battery; timers and collections of garbage have some room. The host of
    // VS Code 1.100 takes some 400 ms for itself.
    const bounds = [250, vscode.version.startsWith('1.100.') ? 500 : 250]
    equal(
      worked.map((ms, i) => (ms <= Number(bounds[i]) ? 'idle' : `${ms} ms of 5000`)),
      ['idle', 'idle'],
    )
  })

  test('runs the task, whose findings become problems of files that are not open', async function () {
    this.timeout(60_000)
    if (!(await startsPrograms())) {
      console.log(
        'skip the task: terminals of this VS Code start nothing here, since its node-pty is not built for Linux',
      )
      this.skip()
    }
    await extension().exports.ready
    const [folder, file] = [at('machine'), at('machine', 'docker-compose.yml')]
    await write(file, 'services:\n  a:\n    image: nvidia/cuda:latest\n    gpus: all\n')
    installProgram(path.join(at().fsPath, 'node_modules'))
    const [task] = await vscode.tasks.fetchTasks({ type: 'gpu-compose' })
    if (!task) throw new Error('there is no task')
    const ended = new Promise((resolve) => vscode.tasks.onDidEndTaskProcess(({ exitCode }) => resolve(exitCode)))
    await vscode.tasks.executeTask(task)
    equal(await ended, 1)
    const problems = () => vscode.languages.getDiagnostics(file)
    const problem = await until(
      'a problem',
      () => problems().find((one) => ruleOf(one).includes(CUDA_LATEST)),
      problems,
    )
    equal([problem.source, problem.severity], ['gpu-compose', vscode.DiagnosticSeverity.Error])
    equal(problem.range.start.line, 2)
    await vscode.workspace.fs.delete(folder, { recursive: true })
  })
})

/** A task runs in a terminal. */
async function startsPrograms(): Promise<boolean> {
  const terminal = vscode.window.createTerminal({ shellPath: process.execPath, shellArgs: ['-e', '0'] })
  const pid = await Promise.race([terminal.processId, sleep(20_000)])
  terminal.dispose()
  return typeof pid === 'number'
}

/** As npm does it: the task takes the program of the project. */
function installProgram(modules: string): void {
  const bin = path.join(modules, '.bin')
  fs.mkdirSync(bin, { recursive: true })
  const words = [process.execPath, path.join(extension().extensionPath, 'dist/cli.js')].map((word) => `"${word}"`)
  fs.writeFileSync(path.join(bin, 'gpu-compose'), `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o755 })
}
