/** Values as they are written, for each key of a device request: those that Compose takes, and those that it refuses. */
export interface Values {
  readonly accepted: readonly string[]
  readonly refused: readonly string[]
}

export const driver: Values = {
  accepted: ['nvidia', '"nvidia"', 'cdi', 'nvida', '""'],
  refused: ['null', '1', 'true', '[nvidia]', '{name: nvidia}', '~', '1.5'],
}

export const count: Values = {
  accepted: [
    'all',
    '"all"',
    'All',
    '-1',
    '-2',
    '0',
    '1',
    '2',
    '"2"',
    '"3"',
    '"0"',
    '"-1"',
    '16',
    '"${N:-2}"',
    '0x2',
    '1.0',
  ],
  refused: ['null', 'true', '1.5', '"1.5"', 'two', 'one', '""', '[1]', '{n: 1}', '"1 "', '" 1"', '"all "', 'none', '~'],
}

export const deviceIds: Values = {
  accepted: [
    '["0"]',
    '["0", "1"]',
    '["0,1"]',
    '[]',
    '[""]',
    '["all"]',
    '[GPU-4a1b2c3d-0000-1111-2222-333344445555]',
    '["nvidia.com/gpu=0"]',
    '["${ID:-1}"]',
    '["{ID:-0}"]',
    "['MIG-11111111-2222-3333-4444-555566667777']",
    '["0:1"]',
    '["00", "0"]',
  ],
  refused: [
    '[0]',
    '[0, 1]',
    '["0", 1]',
    '"0"',
    '0',
    'null',
    '[null]',
    '["0", "0"]',
    '[true]',
    '[["0"]]',
    '{a: b}',
    '[1.5]',
  ],
}

export const capabilities: Values = {
  accepted: [
    '[gpu]',
    '["gpu"]',
    '[gpu, compute]',
    '[gpu, utility]',
    '[compute, utility]',
    '[]',
    '[nvidia]',
    '[tpu]',
    '["gpu,utility"]',
    '[GPU]',
    '[""]',
    '[gpu, compute, utility, video, graphics, display, compat32]',
  ],
  refused: [
    'gpu',
    '"gpu"',
    '[[gpu]]',
    '[gpu, gpu]',
    'null',
    '[null]',
    '[1]',
    '{gpu: true}',
    'true',
    '[true]',
    '[gpu: x]',
    '~',
  ],
}

export const options: Values = {
  accepted: [
    '{a: b}',
    '{a: 1}',
    '{a: true}',
    '{a: null}',
    '[a=b]',
    '[a]',
    '{}',
    '[]',
    '{virtualization: "false"}',
    '{a: ""}',
  ],
  refused: ['x', '1', '[1]', '{a: [1]}', '{a: {b: c}}', '[a=b, a=b]', '[null]', 'true'],
}

/** Further keys of an item of `deploy.resources.reservations.devices`, each with its value. */
export const further: Values = {
  accepted: ['x-note: 1', 'x-a: {b: c}'],
  refused: ['device_id: ["0"]', 'capability: [gpu]', 'foo: 1', 'deviceIds: ["0"]', 'Count: 1', 'id: "0"'],
}
