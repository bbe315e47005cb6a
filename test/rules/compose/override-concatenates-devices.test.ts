import rule from '../../../src/rules/compose/override-concatenates-devices'
import { testRule } from '../../support/rule-tester'

const reserve = (devices: string): string =>
  `    deploy:\n      resources:\n        reservations:\n          devices:${devices}\n`
const item = (selection: string): string =>
  `\n            - driver: nvidia\n              ${selection}\n              capabilities: [gpu]`
const app = (rest: string): string => `services:\n  app:\n    image: vllm/vllm-openai:v0.8.4\n${rest}`
const layer = (rest: string): string => `services:\n  app:\n${rest}`
const path = 'docker-compose.override.yml'
const over = (base: string) => ({ path, files: { 'docker-compose.yml': base } })
const zero = app(reserve(item('device_ids: ["0"]')))
const mark = (text: string, word: string): string => text.replace(word, `⟦${word}⟧`)

testRule(rule, {
  valid: [
    zero,
    { name: 'replaced', ...over(zero), text: layer(reserve(` !override${item('device_ids: ["1"]')}`)) },
    { name: 'taken away', ...over(zero), text: layer(reserve(' !reset []')) },
    { name: 'deploy taken away', ...over(zero), text: layer('    deploy: !reset null\n') },
    { name: 'gpus replaced', ...over(app('    gpus: all\n')), text: layer('    gpus: !override all\n') },
    { name: 'gpus taken away', ...over(app('    gpus: all\n')), text: layer('    gpus: !reset null\n') },
    {
      name: 'different drivers on purpose',
      ...over(zero),
      text: layer(reserve(' [{ driver: cdi, device_ids: ["nvidia.com/gpu=1"], capabilities: [gpu] }]')),
    },
    {
      name: 'a driver that a variable names',
      ...over(zero),
      text: layer(reserve(' [{ driver: "${DRIVER}", count: 1, capabilities: [gpu] }]')),
    },
    { name: 'the base asks for none', ...over(app('    restart: always\n')), text: layer(reserve(item('count: 1'))) },
    { name: 'another service', ...over(zero), text: zero.replace('app:', 'other:') },
    { name: 'gpus over a reservation wins', ...over(zero), text: layer('    gpus: all\n') },
    { name: 'the base is no finding', text: zero, files: { [path]: layer(reserve(item('device_ids: ["1"]'))) } },
    {
      name: 'files that are not merged',
      path: 'docker-compose.test.yml',
      files: { 'docker-compose.yml': zero },
      text: zero,
    },
    {
      name: 'another file beside it may be the base that is meant',
      path: 'docker-compose.gpu.yml',
      files: { 'docker-compose.yml': zero, 'docker-compose.prod.yml': zero },
      text: layer(reserve(' []')),
    },
    {
      name: 'a file whose services are not all in the default file stands alone',
      path: 'docker-compose.gpu.yml',
      files: { 'docker-compose.yml': zero },
      text: `${layer(reserve(' []'))}  other:\n    gpus: all\n`,
    },
    {
      name: 'a third file is merged by hand, and its request may be meant for that',
      path: 'docker-compose.gpu.yml',
      files: {
        'docker-compose.yml': app(''),
        'docker-compose.override.yml': layer(reserve(item('device_ids: ["1"]'))),
      },
      text: layer(reserve(item('device_ids: ["0"]'))),
    },
    { name: 'a child without devices', text: `${zero}  more:\n    extends: app\n    deploy: { replicas: 1 }\n` },
    { name: 'a child of a base without', text: `${app('')}  more:\n    extends: app\n    gpus: all\n` },
    { name: 'gpus of a child over a reservation', text: `${zero}  more:\n    extends: app\n    gpus: all\n` },
    {
      name: 'within one file a text takes the place of a text',
      text: `${app('    gpus: all\n')}  more:\n    extends: app\n    gpus: all\n`,
    },
    {
      name: 'within one file a list takes the place of a text',
      text: `${app('    gpus: all\n')}  more:\n    extends: app\n    gpus: [{ device_ids: ["1"] }]\n`,
    },
    {
      name: 'an empty list over nothing',
      ...over(app('    restart: always\n')),
      text: layer(reserve(' []')),
    },
  ],
  invalid: [
    {
      name: 'an override file that means another GPU',
      ...over(zero),
      text: mark(layer(reserve(item('device_ids: ["1"] # the second card'))), 'devices'),
      message: 'appended',
      says: ['devices asks for GPU 1', 'the request of docker-compose.yml (GPU 0)'],
      severity: 'warning',
      fixed: layer(reserve(` !override${item('device_ids: ["1"] # the second card')}`)),
    },
    {
      name: 'a file that is laid over the default file by hand: it has no image of its own',
      path: 'docker-compose.gpu.yml',
      files: { 'docker-compose.yml': zero },
      text: layer(reserve(' ⟦[]⟧')),
      message: 'empty',
      says: ['docker-compose.yml (GPU 0)'],
      severity: 'warning',
      fixed: layer(reserve(' !reset []')),
    },
    {
      name: 'an empty list',
      ...over(zero),
      text: layer(reserve(' ⟦[]⟧')),
      message: 'empty',
      says: ['docker-compose.yml (GPU 0)'],
      fixed: layer(reserve(' !reset []')),
    },
    {
      name: 'gpus: all in both files',
      ...over(app('    gpus: all\n')),
      text: layer('    gpus: ⟦all⟧ # every card\n    shm_size: 8g\n'),
      message: 'refused',
      says: ['cannot override services.app.gpus'],
      severity: 'error',
      fixed: layer('    gpus: !override all # every card\n    shm_size: 8g\n'),
    },
    {
      name: 'gpus as a text over a list, by a variable',
      ...over(app('    gpus: [{ device_ids: ["1"] }]\n')),
      text: layer('    gpus: ⟦"${GPUS:-all}"⟧\n'),
      message: 'refused',
      fixed: layer('    gpus: !override "${GPUS:-all}"\n'),
    },
    {
      name: 'a list over gpus: all',
      ...over(app('    gpus: all\n')),
      text: layer('    ⟦gpus⟧:\n      - device_ids: ["1"]\n'),
      message: 'appended',
      says: ['gpus asks for GPU 1', '(all GPUs)'],
      fixed: layer('    gpus: !override\n      - device_ids: ["1"]\n'),
    },
    {
      name: 'an empty gpus in an extending service',
      text: `${app('    gpus: [{ count: 1 }]\n')}  cpu:\n    extends: { service: app }\n    gpus: ⟦[]⟧\n`,
      message: 'empty',
      says: ['the service app'],
      fixed: `${app('    gpus: [{ count: 1 }]\n')}  cpu:\n    extends: { service: app }\n    gpus: !reset []\n`,
    },
    {
      name: 'gpus: all over a list of the service that it extends',
      text: `${app('    gpus: [{ count: 1 }]\n')}  more:\n    extends: app\n    gpus: ⟦all⟧\n`,
      message: 'refused',
      says: ['cannot override services.x.gpus'],
      fixed: `${app('    gpus: [{ count: 1 }]\n')}  more:\n    extends: app\n    gpus: !override all\n`,
    },
    {
      name: 'a service of another file is extended',
      files: { 'base.yml': zero },
      text: `services:\n  big:\n    extends: { file: base.yml, service: app }\n${mark(reserve(item('count: 2')), 'devices')}`,
      message: 'appended',
      says: ['GPU 0,1', 'base.yml (GPU 0)'],
      fixed: `services:\n  big:\n    extends: { file: base.yml, service: app }\n${reserve(` !override${item('count: 2')}`)}`,
    },
    {
      name: 'the same once more',
      ...over(zero),
      text: mark(layer(reserve(item('device_ids: ["0"]'))), 'devices'),
      message: 'repeated',
      severity: 'info',
      fixed: layer(reserve(` !override${item('device_ids: ["0"]')}`)),
    },
    {
      name: 'in JSON style',
      ...over(zero),
      text: '{"services": {"app": {"deploy": {"resources": {"reservations": {⟦"devices"⟧:[{"device_ids": ["1"], "capabilities": ["gpu"]}]}}}}}}\n',
      message: 'appended',
      fixed:
        '{"services": {"app": {"deploy": {"resources": {"reservations": {"devices": !override [{"device_ids": ["1"], "capabilities": ["gpu"]}]}}}}}}\n',
    },
    {
      name: 'an aliased list gets no tag',
      ...over(zero),
      text: `x-gpu: &gpu [{ driver: nvidia, count: all, capabilities: [gpu] }]\n${mark(layer(reserve(' *gpu')), 'devices')}`,
      message: 'appended',
      says: ['all GPUs'],
      fixed: null,
    },
    {
      name: 'a reservation over gpus of the base',
      ...over(app('    gpus: all\n')),
      text: mark(layer(reserve(item('device_ids: ["1"]'))), 'devices'),
      message: 'lost',
      says: ['This reservation of GPU 1', 'gpus (all GPUs)'],
      fixed: null,
    },
  ],
})
