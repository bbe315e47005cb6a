import rule from '../../../src/rules/compose/ipc-mode-invalid'
import { testRule } from '../../support/rule-tester'
import { serviceOf } from '../../support/services'

const ipc = (value: string) => serviceOf(`image: vllm/vllm-openai:v0.8.5\nipc: ${value}`)

testRule(rule, {
  valid: [
    'host',
    'private',
    'shareable',
    '"none"',
    'service:base',
    'container:base',
    '${IPC}',
    '${IPC:-host}',
    '""',
    // Compose refuses what is no text: the schema speaks of it.
    '5',
    'true',
  ].map(ipc),
  invalid: [
    { text: ipc('⟦hots⟧ # shared'), message: 'unknown', says: ['invalid IPC mode: hots'], fixed: ipc('host # shared') },
    { text: ipc('⟦"Host"⟧'), message: 'unknown', fixed: ipc('"host"') },
    { text: ipc('⟦everything⟧'), message: 'unknown', fixed: null },
  ],
})
