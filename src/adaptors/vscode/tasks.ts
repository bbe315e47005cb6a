import {
  type ExtensionContext,
  ShellExecution,
  Task,
  type TaskDefinition,
  type TaskProvider,
  tasks,
  Uri,
  type WorkspaceFolder,
  workspace,
} from 'vscode'

const TYPE = 'gpu-compose'

/** What `tasks.json` may say of a task of ours. */
interface Definition extends TaskDefinition {
  readonly paths?: readonly string[]
  readonly args?: readonly string[]
}

/** Offers `gpu-compose check` as a task. Only the desktop has a terminal to run it in. */
export function registerTasks(context: ExtensionContext): void {
  context.subscriptions.push(tasks.registerTaskProvider(TYPE, provider))
}

const provider: TaskProvider = {
  async provideTasks() {
    const folders = workspace.workspaceFolders ?? []
    return Promise.all(folders.filter(runs).map((folder) => taskOf({ type: TYPE }, folder)))
  },
  async resolveTask({ definition, scope }) {
    const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0]
    return folder && runs(folder) ? taskOf(definition as Definition, folder) : undefined
  },
}

/** A program may come with the workspace: it runs where the workspace is trusted and lies on a disk. */
const runs = ({ uri }: WorkspaceFolder): boolean => workspace.isTrusted && uri.scheme === 'file'

async function taskOf(definition: Definition, folder: WorkspaceFolder): Promise<Task> {
  const { paths = ['.'], args = [] } = definition
  // One line a finding, which the problem matcher reads.
  const words = ['check', '--format', 'github', ...args, ...paths]
  const execution = new ShellExecution(await programOf(folder), words)
  return new Task(definition, folder, 'check', TYPE, execution, '$gpu-compose')
}

/** The program that the project itself installed, else the one on the PATH. */
async function programOf({ uri }: WorkspaceFolder): Promise<string> {
  const own = ['node_modules', '.bin', TYPE]
  const there = await exists(Uri.joinPath(uri, ...own))
  return there ? ['.', ...own].join(process.platform === 'win32' ? '\\' : '/') : TYPE
}

const exists = (uri: Uri): Thenable<boolean> =>
  workspace.fs.stat(uri).then(
    () => true,
    () => false,
  )
