import { type ExtensionContext, Uri } from 'vscode'
import type { Scripts } from '../lsp/web'
import { type Api, start } from './client'

/** Entry of VS Code in a browser: the server is a worker. */
export function activate(context: ExtensionContext): Api {
  const at = (path: string) => Uri.joinPath(context.extensionUri, path).toString(true)
  return start(context, async (options) => {
    const { LanguageClient } = await import('vscode-languageclient/browser')
    const worker = new Worker(at('dist/vscode/server.web.js'))
    worker.postMessage({ core: at('dist/server-core.js'), scaffold: at('dist/scaffold.js') } satisfies Scripts)
    const client = new LanguageClient('gpuCompose', 'GPU Compose', options, worker)
    return { client, dispose: () => worker.terminate() }
  })
}
