import { ALL, a, type EffectCase, gpus, one } from './effect'

const REQUEST = 'devices:\n          - {count: 1, capabilities: [gpu]}'

/** Keys at other places or of other shapes than the loader takes. */
export const loader: readonly EffectCase[] = [
  {
    rule: 'compose/deploy-misnested',
    files: one(a(`deploy:\n  resources:\n    reservation:\n      devices:\n        - {count: 1, capabilities: [gpu]}`)),
    claimed: { refused: /additional properties 'reservation' not allowed/ },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/deploy-misnested',
    files: one(a(`resources:\n  reservations:\n    devices:\n      - {count: 1, capabilities: [gpu]}`)),
    claimed: { refused: /additional properties 'resources' not allowed/ },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/deploy-misnested',
    files: one(
      a('deploy:\n  resources:\n    reservations:\n      devices:\n        count: 1\n        capabilities: [gpu]'),
    ),
    claimed: { refused: /devices must be a array/ },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/devices-under-limits',
    files: one(a(`deploy:\n  resources:\n    limits:\n      devices:\n        - {count: 1, capabilities: [gpu]}`)),
    claimed: { refused: /additional properties 'devices' not allowed/ },
    fixed: gpus('0'),
  },
  {
    rule: 'compose/bind-without-source',
    files: one(a('volumes:\n  - type: bind\n    target: /models')),
    claimed: { refused: /field Source must not be empty/ },
  },
  {
    rule: 'compose/container-name-with-replicas',
    files: one(a('container_name: worker\ndeploy:\n  replicas: 2')),
    claimed: { refused: /container name must be unique/ },
    fixed: { sees: { NODES: ' + ' } },
  },
  {
    rule: 'compose/dependency-cycle',
    files: one(`${a('depends_on: [b]')}  b:\n    image: stub\n    depends_on: [a]\n`),
    claimed: { refused: /dependency cycle detected/ },
  },
  {
    rule: 'compose/environment-name-with-blank',
    files: one(a('gpus: all\nenvironment:\n  - "NVIDIA_DRIVER_CAPABILITIES = video"')),
    claimed: { refused: /trailing space/ },
    fixed: { sees: { NVIDIA_DRIVER_CAPABILITIES: 'video' } },
  },
  {
    rule: 'compose/external-with-other-keys',
    files: one(`${a('volumes: [models:/models]')}volumes:\n  models:\n    external: true\n    driver: local\n`),
    claimed: { refused: /conflicting parameters "external" and "driver"/ },
    // Then it is the volume itself that is missing here.
    fixed: { stops: /external volume "models" not found/ },
  },
  {
    rule: 'compose/healthcheck-form',
    files: one(a('healthcheck:\n  test: ["true"]')),
    claimed: { refused: /healthcheck\.test must start either by "CMD", "CMD-SHELL" or "NONE"/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/healthcheck-form',
    files: one(a('healthcheck:\n  test: [CMD, "true"]\n  start_interval: 5s')),
    claimed: { stops: /start_interval requires healthcheck\.start_period to be set/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/key-not-string',
    files: one(a('environment:\n  1: one')),
    claimed: { refused: /non-string key/i },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/network-mode-with-networks',
    files: one(`${a('network_mode: none\nnetworks: [n]')}networks:\n  n: {}\n`),
    claimed: { refused: /mutually exclusive/ },
    fix: 'Remove networks',
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/version-key-obsolete',
    files: one(`version: 3.8\n${a('gpus: all')}`),
    claimed: { refused: /version must be a string/ },
    fixed: ALL,
  },
  {
    rule: 'compose/device-cgroup-rule-form',
    files: one(a('device_cgroup_rules: ["195:* rwm"]')),
    claimed: { stops: /invalid device cgroup rule format/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/ipc-mode-invalid',
    files: one(a('ipc: hots')),
    claimed: { stops: /invalid IPC mode: hots/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/ulimits-form',
    files: one(a('ulimits:\n  core: unlimited')),
    claimed: { refused: /failed to cast to expected type/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/ulimits-form',
    files: one(a('ulimits:\n  nofil: 1024')),
    claimed: { stops: /wrong rlimit value: RLIMIT_NOFIL/ },
    fixed: { sees: { NODES: '' } },
  },
  {
    rule: 'compose/schema',
    files: one(a('runtme: nvidia')),
    claimed: { refused: /additional properties 'runtme' not allowed/ },
    fixed: { sees: { RUNTIME: 'nvidia' } },
  },
  {
    rule: 'compose/schema',
    files: one(a('runtime: null')),
    claimed: { refused: /runtime must be a string/ },
    fixed: { sees: { RUNTIME: 'runc' } },
  },
  {
    rule: 'compose/swarm-device-reservation',
    files: one(a(`deploy:\n  resources:\n    reservations:\n      ${REQUEST.replace(/^ {2}/gm, '')}`)),
    target: { platform: 'swarm' },
    claimed: { stackRefused: /Additional property devices is not allowed/ },
    fixed: { stackAccepted: true },
  },
]
