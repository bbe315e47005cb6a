// Who may import whom. A room is a folder below src; what is not allowed here is an error.
const room = (name) => `^src/${name}/`
const rooms = {
  text: [],
  documents: ['text'],
  edits: ['documents', 'text'],
  facts: ['text'],
  host: ['text', 'facts'],
  lint: ['edits', 'documents', 'text', 'facts', 'host'],
  rules: ['lint', 'edits', 'documents', 'text', 'facts', 'host'],
  convert: ['documents', 'text'],
  workload: ['documents', 'text'],
  frameworks: ['workload', 'documents', 'facts', 'text'],
  generate: ['frameworks', 'workload', 'facts', 'host', 'text'],
  report: ['lint', 'documents', 'text'],
  navigate: ['rules', 'lint', 'edits', 'documents', 'text', 'facts', 'host'],
  assist: ['rules', 'lint', 'documents', 'text', 'facts', 'host'],
  service: [
    'assist',
    'generate',
    'frameworks',
    'workload',
    'navigate',
    'convert',
    'rules',
    'report',
    'lint',
    'edits',
    'documents',
    'text',
    'facts',
    'host',
  ],
  adaptors: [
    'service',
    'assist',
    'generate',
    'frameworks',
    'workload',
    'navigate',
    'convert',
    'report',
    'rules',
    'lint',
    'edits',
    'documents',
    'text',
    'facts',
    'host',
  ],
}
const below = Object.keys(rooms)
  .filter((name) => name !== 'adaptors')
  .map(room)
  .join('|')

/** A package may be imported only from the rooms named. */
const only = (name, packages, allowed) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: allowed.map(room) },
  to: { path: `node_modules/(?:${packages.join('|')})/` },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'core-has-no-node', severity: 'error', from: { path: below }, to: { dependencyTypes: ['core'] } },
    only('vscode-in-its-adaptor', ['vscode', '@types/vscode', 'vscode-languageclient'], ['adaptors/vscode']),
    only(
      'lsp-in-its-adaptors',
      ['vscode-languageserver', 'vscode-languageserver-.*'],
      ['adaptors', 'documents/dockerfile'],
    ),
    only('parsers-in-documents-and-edits', ['yaml', 'js-yaml', 'jsonc-parser', 'unbash'], ['documents', 'edits']),
    only('ajv-at-build-time', ['ajv'], []),
    ...Object.entries(rooms).map(([name, allowed]) => ({
      name: `${name}-imports`,
      comment: `${name} may import: ${allowed.join(', ') || 'nothing'}`,
      severity: 'error',
      from: { path: room(name) },
      to: { path: '^src/', pathNot: [room(name), ...allowed.map(room)] },
    })),
    { name: 'no-orphan-import', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ['^vscode$'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // `default` for packages whose exports name nothing else, as unbash.
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'types'],
    },
  },
}
