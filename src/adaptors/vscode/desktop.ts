import type { ExtensionContext } from 'vscode'
import { type Api, start } from './client'
import { registerTasks } from './tasks'

/** Entry of the desktop and of remote machines: the server is a process. */
export function activate(context: ExtensionContext): Api {
  registerTasks(context)
  const module = context.asAbsolutePath('dist/vscode/server.js')
  return start(context, async (options) => {
    const { LanguageClient, TransportKind } = await import('vscode-languageclient/node')
    const server = { module, transport: TransportKind.ipc }
    const client = new LanguageClient('gpuCompose', 'GPU Compose', server, options)
    return { client, dispose: () => undefined }
  })
}
