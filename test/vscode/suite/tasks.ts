import * as vscode from 'vscode'
import { equal, extension } from './support'

/** In the worker host there is no terminal, and no task of ours. */
const desktop = typeof process === 'object' && vscode.env.uiKind !== undefined && !('WorkerGlobalScope' in globalThis)

suite('tasks', () => {
  test(desktop ? 'gpu-compose check is one, with its problem matcher' : 'there are none in a browser', async () => {
    await extension().exports.ready
    const all = await vscode.tasks.fetchTasks({ type: 'gpu-compose' })
    equal(all.length, desktop ? 1 : 0)
    const [task] = all
    if (!task) return
    const { command, args } = task.execution as vscode.ShellExecution
    equal([task.name, task.source, task.problemMatchers], ['check', 'gpu-compose', ['$gpu-compose']])
    equal([command, args], ['gpu-compose', ['check', '--format', 'github', '.']])
  })
})
