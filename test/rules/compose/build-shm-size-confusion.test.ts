import rule from '../../../src/rules/compose/build-shm-size-confusion'
import { testRule } from '../../support/rule-tester'
import { reserve, serviceOf } from '../../support/services'

const built = (rest: string, key = 'shm_size') => serviceOf(`build:\n  context: .\n  ${key}: 8gb\n${rest}`)

testRule(rule, {
  valid: [
    { name: 'both', text: built(`shm_size: 8gb\n${reserve()}`) },
    { name: 'no GPU: the build may need it', text: built('ports: ["80:80"]') },
    { name: 'the memory of the host', text: built(`ipc: host\n${reserve()}`) },
    { name: 'a mount', text: built(`tmpfs: /dev/shm\n${reserve()}`) },
    serviceOf(`build: .\nshm_size: 8gb\n${reserve()}`),
  ],
  invalid: [
    {
      text: built(`${reserve()} # all`, '⟦shm_size⟧'),
      message: 'build',
      says: ['the container of app keeps 64 MB'],
      fixed: built(`${reserve()} # all\nshm_size: 8gb`),
    },
    {
      name: 'gpus, flow style',
      text: 'services:\n  t: { build: { context: ., ⟦shm_size⟧: 2gb }, gpus: all }\n',
      message: 'build',
      fixed: 'services:\n  t: { build: { context: ., shm_size: 2gb }, gpus: all, shm_size: 2gb }\n',
    },
  ],
})
