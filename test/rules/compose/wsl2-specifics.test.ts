import rule from '../../../src/rules/compose/wsl2-specifics'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const app = (lines: string) => serviceOf(`image: nvidia/cuda:12.4.1-base-ubuntu22.04\n${lines}`)
const target = { platform: 'wsl2' }
const MOUNT = 'volumes:\n  - ./data:/data\n  - /usr/lib/wsl:/usr/lib/wsl:ro'

testRule(rule, {
  valid: [
    app(`${MOUNT}\ngpus: all`),
    { name: 'native Linux', text: app(`${MOUNT}\ngpus: all`), target: { platform: 'linux' } },
    { name: 'no request', text: app(MOUNT), target },
    { name: 'mapped by hand', text: app(`${MOUNT}\ndevices: [/dev/dxg]\ngpus: all`), target },
    { name: 'WSLg', text: app(`${MOUNT}\n  - /mnt/wslg:/mnt/wslg\ngpus: all`), target },
    { name: 'X11', text: app(`${MOUNT}\n  - /tmp/.X11-unix:/tmp/.X11-unix\ngpus: all`), target },
    { name: 'another folder', text: app('volumes: ["/usr/lib/wsldata:/data"]\ngpus: all'), target },
  ],
  invalid: [
    {
      text: app(`volumes:\n  - ./data:/data # models\n  - ⟦/usr/lib/wsl:/usr/lib/wsl:ro⟧\n${reserve()}`),
      message: 'mounted',
      severity: 'info',
      target,
      says: ['"/usr/lib/wsl"'],
      fixed: app(`volumes:\n  - ./data:/data # models\n${reserve()}`),
    },
    {
      name: 'the long form',
      text: app(
        'runtime: nvidia\nvolumes:\n  - type: bind\n    source: ⟦/usr/lib/wsl/lib⟧\n    target: /usr/lib/wsl/lib',
      ),
      message: 'mounted',
      target,
      fixed: app('runtime: nvidia'),
    },
  ],
})
