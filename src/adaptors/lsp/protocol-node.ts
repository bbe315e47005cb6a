/** The protocol over pipes and sockets. A bundle of its own: server and transport must share one copy of it. */
export * from 'vscode-languageserver/node'
