import rule from '../../../src/rules/compose/selinux-label'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const CDI = 'devices: [nvidia.com/gpu=all]'
const target = { engine: 'podman 5.6.0' }

testRule(rule, {
  valid: [
    app(CDI),
    { name: 'Docker', text: app(CDI), target: { engine: '28.5.2' } },
    { name: 'the label is off', text: app(`${CDI}\nsecurity_opt: ["label=disable"]`), target },
    { name: 'written with a colon', text: app(`${CDI}\nsecurity_opt:\n  - label:disable`), target },
    { name: 'another type', text: app(`${CDI}\nsecurity_opt: ["label=type:nvidia_container_t"]`), target },
    { name: 'a variable', text: app(`${CDI}\nsecurity_opt: ["\${SECURITY}"]`), target },
    { name: 'privileged', text: app(`${CDI}\nprivileged: true`), target },
    { name: 'no GPU', text: app('devices: [/dev/fuse]'), target },
    { name: 'a request, which podman-compose serves with the label off', text: app(reserve()), target },
  ],
  invalid: [
    {
      text: app('devices:\n  - /dev/fuse\n  - ⟦nvidia.com/gpu=all⟧ # every GPU\nshm_size: 8g'),
      message: 'missing',
      severity: 'info',
      target,
      says: ['"nvidia.com/gpu=all"'],
      fixed: app(
        'devices:\n  - /dev/fuse\n  - nvidia.com/gpu=all # every GPU\nsecurity_opt: [label=disable]\nshm_size: 8g',
      ),
    },
    {
      name: 'other options stay',
      text: app('security_opt:\n  - no-new-privileges:true\ndevices: ["⟦nvidia.com/gpu=0"⟧]').replace('"⟦', '⟦"'),
      message: 'missing',
      target: { compose: 'podman-compose 1.3.0' },
      fixed: app('security_opt:\n  - no-new-privileges:true\n  - label=disable\ndevices: ["nvidia.com/gpu=0"]'),
    },
  ],
})
