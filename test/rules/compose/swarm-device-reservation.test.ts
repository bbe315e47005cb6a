import rule from '../../../src/rules/compose/swarm-device-reservation'
import { testRule } from '../../support/rule-tester'

const app = (rest: string): string => `services:\n  llm:\n    image: vllm/vllm-openai:v0.8.4\n${rest}`
const reserve = (list: string): string => `    deploy:\n      resources:\n        reservations:\n          ${list}`
const devices = reserve(
  'devices:\n            - driver: nvidia\n              count: 2\n              capabilities: [gpu]\n',
)
const generic = reserve(
  'generic_resources:\n            - discrete_resource_spec:\n                kind: NVIDIA-GPU\n                value: 2\n',
)
const swarm = { target: { platform: 'swarm' } }

testRule(rule, {
  valid: [
    app(devices),
    { name: 'the right way', text: app(generic), ...swarm },
    {
      name: 'placement is taken by docker compose too',
      text: app(
        devices.replace(
          '      resources',
          '      placement: { constraints: [node.labels.gpu == true] }\n      resources',
        ),
      ),
    },
    {
      name: 'another platform',
      text: `# docker stack deploy -c docker-compose.yml llm\n${app(devices)}`,
      target: { platform: 'linux' },
    },
    {
      name: 'both ways to start it',
      text: `# docker stack deploy -c a.yml llm, or docker compose up\n${app(devices)}`,
    },
    {
      name: 'an overlay network alone',
      text: `${app(devices)}networks:\n  mesh: { driver: overlay, attachable: true }\n`,
    },
    { name: 'a mode alone', text: app(devices.replace('      resources', '      mode: replicated\n      resources')) },
    { name: 'taken away', text: app('    gpus: !reset null\n'), ...swarm },
    { name: 'nothing of it', text: app('    shm_size: 8g\n'), ...swarm },
  ],
  invalid: [
    {
      text: app(devices.replace('devices', '⟦devices⟧')),
      ...swarm,
      message: 'devices',
      severity: 'error',
      says: ['Additional property devices is not allowed'],
      fixed: app(generic),
    },
    {
      name: 'the other keys',
      text: app('    ⟦gpus⟧: all\n    ⟦runtime⟧: nvidia\n    ⟦device_cgroup_rules⟧: ["c 195:* rwm"]\n'),
      ...swarm,
      message: 'key',
      says: ['"gpus"', '"runtime"'],
      fixed: null,
    },
    {
      name: 'a comment says how it is started',
      text: `# docker stack deploy -c docker-compose.yml llm\n${app(reserve('⟦devices⟧: [{ driver: nvidia, count: all, capabilities: [gpu] }]\n'))}`,
      message: 'devices',
      severity: 'warning',
      fixed: null,
    },
    {
      name: 'a mode and a choice among nodes',
      text: app(
        '    ⟦gpus⟧: all\n    deploy:\n      mode: replicated\n      placement:\n        constraints:\n          - "node.role == worker"\n',
      ),
      message: 'key',
      severity: 'info',
      fixed: null,
    },
    {
      name: 'an overlay network and a choice among nodes',
      text: `${app(`    ⟦runtime⟧: nvidia\n    deploy: { mode: global, placement: { constraints: [node.labels.gpu == true] } }\n`)}networks:\n  mesh:\n    driver: overlay\n`,
      message: 'key',
      severity: 'warning',
      fixed: null,
    },
  ],
})
