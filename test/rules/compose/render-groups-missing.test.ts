import rule from '../../../src/rules/compose/render-groups-missing'
import { testRule } from '../../support/rule-tester'

const app = (rest: string): string => `services:\n  llm:\n    image: me/llm:1\n${rest}`

testRule(rule, {
  valid: [
    app('    devices: [/dev/dri]\n'),
    app('    user: "0:0"\n    devices: [/dev/dri]\n'),
    app('    user: root\n    devices: [/dev/dri]\n'),
    app('    user: "1000:1000"\n    devices: [/dev/dri]\n    group_add: ["44", "992"]\n'),
    { name: 'a group of the system', text: app('    user: "1000:992"\n    devices: [/dev/dri]\n') },
    { name: 'a user by name may be root', text: app('    user: app\n    devices: [/dev/dri]\n') },
    { name: 'a variable', text: app('    user: "${UID:-1000}:${GID:-1000}"\n    devices: [/dev/dri]\n') },
    { name: 'no GPU node', text: app('    user: "1000"\n    devices: [/dev/ttyUSB0]\n') },
    { name: 'privileged', text: app('    user: "1000"\n    privileged: true\n    devices: [/dev/dri]\n') },
  ],
  invalid: [
    {
      text: app('    user: ⟦"1000:1000"⟧\n    devices:\n      - /dev/kfd\n      - /dev/dri\n'),
      message: 'missing',
      severity: 'warning',
      says: ['maps /dev/kfd', 'the user 1000:1000'],
      fixed: app(
        '    user: "1000:1000"\n    devices:\n      - /dev/kfd\n      - /dev/dri\n    group_add: [video, render]\n',
      ),
    },
    {
      name: 'the user alone, Intel',
      text: app("    user: ⟦'1000'⟧ # me\n    devices: [/dev/dri/renderD128]\n"),
      message: 'missing',
      fixed: app("    user: '1000' # me\n    devices: [/dev/dri/renderD128]\n    group_add: [video, render]\n"),
    },
  ],
})
